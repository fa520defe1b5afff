package dev.latchkey.runtime;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent that a client defined: a role with a prompt, tools and perhaps a model of its own.
 *
 * @param name what the model and clients call it; never blank
 * @param displayName for people; the name when none was given
 * @param description what it is good for; the model reads this when it chooses an agent
 * @param prompt who it is and how it works
 * @param tools entries as in a {@link ToolFilter}, or {@code *}; null for all tools
 * @param model a model of the session's providers, or an alias one of them declares; null for the
 *     session's
 * @param reasoningEffort how hard its model thinks; null leaves that alone
 * @param inferred whether the model may choose it by itself
 */
public record CustomAgent(
    String name,
    String displayName,
    String description,
    String prompt,
    @Nullable List<String> tools,
    @Nullable String model,
    @Nullable String reasoningEffort,
    boolean inferred) {
  private static final String EVERY_TOOL = "*";

  public CustomAgent {
    Objects.requireNonNull(displayName);
    Objects.requireNonNull(description);
    Objects.requireNonNull(prompt);
    if (name.isBlank()) {
      throw new SessionException.InvalidOptions("customAgents: an agent's name is empty: name it");
    }
    tools = tools == null ? null : List.copyOf(tools);
  }

  /** An agent of this name with everything else left to defaults. */
  public static Builder builder(String name, String prompt) {
    return new Builder(name, prompt);
  }

  /** Which tools it is offered. */
  public ToolFilter toolFilter() {
    return tools == null || tools.contains(EVERY_TOOL)
        ? ToolFilter.ALL
        : new ToolFilter(tools, List.of());
  }

  /** Whether it was given a name for people. */
  public boolean titled() {
    return !displayName.equals(name);
  }

  /** Collects the parts of {@link CustomAgent}. */
  public static final class Builder {
    private final String name;
    private final String prompt;
    private @Nullable String displayName;
    private String description = "";
    private @Nullable List<String> tools;
    private @Nullable String model;
    private @Nullable String reasoningEffort;
    private boolean inferred = true;

    private Builder(String name, String prompt) {
      this.name = name;
      this.prompt = prompt;
    }

    public Builder displayName(@Nullable String forPeople) {
      displayName = forPeople;
      return this;
    }

    public Builder description(String purpose) {
      description = purpose;
      return this;
    }

    public Builder tools(@Nullable List<String> entries) {
      tools = entries;
      return this;
    }

    public Builder model(@Nullable String modelId) {
      model = modelId == null || modelId.isBlank() ? null : modelId;
      return this;
    }

    public Builder reasoningEffort(@Nullable String effort) {
      reasoningEffort = effort;
      return this;
    }

    public Builder inferred(boolean byModel) {
      inferred = byModel;
      return this;
    }

    public CustomAgent build() {
      String title = displayName == null || displayName.isBlank() ? name : displayName;
      return new CustomAgent(
          name, title, description, prompt, tools, model, reasoningEffort, inferred);
    }
  }
}
