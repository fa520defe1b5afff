package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a reply may have and how much of that may be thought: both come from one figure,
 * so they are decided together.
 *
 * @param maxTokens the cap on everything generated, thinking included
 * @param type of thinking; null to say nothing about it
 * @param budget tokens for thinking, 0 unless the type wants them; at least 1024 and less than
 *     {@code maxTokens} then
 * @param effort for adaptive thinking, else null
 */
record OutputPlan(int maxTokens, @Nullable String type, int budget, @Nullable String effort) {
  private static final int LEAST_BUDGET = 1024;

  /** Left for the answer when nobody set a cap. */
  private static final int ANSWER = 8192;

  /**
   * The plan for a request. Thinking is only ever asked for when the request has an effort.
   *
   * @param budgetAllowed whether the conversation is one that may be continued with a budget
   */
  static OutputPlan of(ModelRequest request, Quirks quirks, boolean budgetAllowed) {
    ModelTraits traits = ModelTraits.of(request, quirks);
    Integer cap = cap(request, traits, quirks);
    String effort = request.reasoningEffort();
    int most = cap == null ? traits.maxOutput() : cap;
    if (effort == null || quirks.omit().contains("thinking")) {
      return new OutputPlan(most, null, 0, null);
    }
    return switch (traits.thinking()) {
      case NEVER -> new OutputPlan(most, null, 0, null);
      case BUDGET -> effort.equals("none") ? off(most) : budgeted(effort, cap, most, budgetAllowed);
      case ADAPTIVE ->
          effort.equals("none") ? off(most) : new OutputPlan(most, "adaptive", 0, level(effort));
    };
  }

  /** The caller's cap, else the server's where it is lower than what would be asked for. */
  private static @Nullable Integer cap(ModelRequest request, ModelTraits traits, Quirks quirks) {
    boolean low = quirks.outputLimit() > 0 && quirks.outputLimit() < traits.maxOutput();
    return request.maxOutputTokens() == null && low
        ? Integer.valueOf(quirks.outputLimit())
        : request.maxOutputTokens();
  }

  private static OutputPlan off(int most) {
    return new OutputPlan(most, "disabled", 0, null);
  }

  private static OutputPlan budgeted(
      String effort, @Nullable Integer cap, int most, boolean allowed) {
    int wanted = budget(effort);
    // a cap the user set stays: at least a fifth of it is for the answer
    int fitting = cap == null ? wanted : Math.min(wanted, (int) (cap * 4L / 5));
    if (!allowed || fitting < LEAST_BUDGET) {
      return new OutputPlan(most, null, 0, null);
    }
    int enough = cap == null ? Math.max(most, fitting + ANSWER) : most;
    return new OutputPlan(enough, "enabled", fitting, null);
  }

  /** At most what leaves the smallest thinking model (32,000 tokens) room for an answer. */
  private static int budget(String effort) {
    return switch (effort) {
      case "minimal" -> LEAST_BUDGET;
      case "low" -> 2048;
      case "high" -> 16_384;
      case "xhigh", "max" -> 23_808;
      default -> 8192;
    };
  }

  /** The API has no {@code minimal}; anything else is the user's to choose. */
  private static String level(String effort) {
    return effort.equals("minimal") ? "low" : effort;
  }

  boolean thinks() {
    return budget > 0 || effort != null;
  }

  /** Writes {@code thinking}; adaptive models show what they think only when asked to. */
  void writeThinking(JsonGenerator json, boolean shown) throws IOException {
    if (type == null) {
      return;
    }
    json.writeObjectFieldStart("thinking");
    json.writeStringField("type", type);
    if (budget > 0) {
      json.writeNumberField("budget_tokens", budget);
    }
    if (effort != null) {
      json.writeStringField("display", shown ? "summarized" : "omitted");
    }
    json.writeEndObject();
  }
}
