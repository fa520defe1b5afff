package dev.latchkey.runtime;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.catalogue.ModelFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a session; null fields mean "as before" on resume and a default on create.
 *
 * @param id wanted session id; null lets the engine choose
 * @param model id of the model
 * @param provider where the model is; null for one of the registry, or the engine's default
 * @param registry providers and models to choose from; empty together with a provider
 * @param capabilities what the user says its models can do, over everything else that is known
 * @param reasoningEffort passed to the model as it is
 * @param reasoningSummary passed to the model as it is
 * @param systemPrompt changes of the system message
 * @param tools run by the client that creates or resumes the session
 * @param toolOwner whose tools these are, see {@link Session#removeTools}; null for the session's
 * @param toolFilter which tools the model is offered
 * @param agents custom agents and which one is at work
 * @param streaming emit deltas and ask the provider for a stream
 * @param workingDirectory null for the process's
 * @param clientName who creates the session
 * @param citations whether models may cite attached documents
 * @param infinite how its conversation is kept within the model's window
 * @param askPermission false denies whatever would have to be asked
 */
public record SessionOptions(
    @Nullable String id,
    @Nullable String model,
    @Nullable ProviderConfig provider,
    ModelRegistry registry,
    ModelFacts capabilities,
    @Nullable String reasoningEffort,
    @Nullable String reasoningSummary,
    SystemPrompt systemPrompt,
    List<ClientTool> tools,
    @Nullable Object toolOwner,
    ToolFilter toolFilter,
    AgentOptions agents,
    boolean streaming,
    @Nullable Path workingDirectory,
    @Nullable String clientName,
    boolean citations,
    InfiniteSessions infinite,
    boolean askPermission) {
  /** Everything left to defaults. */
  public static final SessionOptions DEFAULT = builder().build();

  public SessionOptions {
    Objects.requireNonNull(registry);
    Objects.requireNonNull(capabilities);
    Objects.requireNonNull(systemPrompt);
    Objects.requireNonNull(toolFilter);
    Objects.requireNonNull(agents);
    Objects.requireNonNull(infinite);
    tools = List.copyOf(tools);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A copy of these options, to be changed. */
  public Builder toBuilder() {
    return builder()
        .id(id)
        .model(model)
        .provider(provider)
        .registry(registry)
        .capabilities(capabilities)
        .reasoningEffort(reasoningEffort)
        .reasoningSummary(reasoningSummary)
        .systemPrompt(systemPrompt)
        .tools(tools)
        .toolOwner(toolOwner)
        .toolFilter(toolFilter)
        .agents(agents)
        .streaming(streaming)
        .workingDirectory(workingDirectory)
        .clientName(clientName)
        .citations(citations)
        .infinite(infinite)
        .askPermission(askPermission);
  }

  /** Collects the parts of {@link SessionOptions}. */
  public static final class Builder {
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable ProviderConfig provider;
    private ModelRegistry registry = ModelRegistry.EMPTY;
    private ModelFacts capabilities = ModelFacts.UNKNOWN;
    private @Nullable String reasoningEffort;
    private @Nullable String reasoningSummary;
    private SystemPrompt systemPrompt = SystemPrompt.DEFAULT;
    private List<ClientTool> tools = List.of();
    private @Nullable Object toolOwner;
    private ToolFilter toolFilter = ToolFilter.ALL;
    private AgentOptions agents = AgentOptions.NONE;
    private boolean streaming;
    private @Nullable Path workingDirectory;
    private @Nullable String clientName;
    private boolean citations;
    private InfiniteSessions infinite = InfiniteSessions.DEFAULT;
    private boolean askPermission = true;

    private Builder() {}

    public Builder id(@Nullable String sessionId) {
      id = sessionId;
      return this;
    }

    public Builder model(@Nullable String modelId) {
      model = modelId;
      return this;
    }

    public Builder provider(@Nullable ProviderConfig config) {
      provider = config;
      return this;
    }

    public Builder registry(ModelRegistry models) {
      registry = models;
      return this;
    }

    public Builder capabilities(ModelFacts described) {
      capabilities = described;
      return this;
    }

    public Builder reasoningEffort(@Nullable String effort) {
      reasoningEffort = effort;
      return this;
    }

    public Builder reasoningSummary(@Nullable String summary) {
      reasoningSummary = summary;
      return this;
    }

    public Builder systemPrompt(SystemPrompt prompt) {
      systemPrompt = prompt;
      return this;
    }

    public Builder tools(List<ClientTool> clientTools) {
      tools = clientTools;
      return this;
    }

    public Builder toolOwner(@Nullable Object owner) {
      toolOwner = owner;
      return this;
    }

    public Builder toolFilter(ToolFilter filter) {
      toolFilter = filter;
      return this;
    }

    public Builder agents(AgentOptions wanted) {
      agents = wanted;
      return this;
    }

    public Builder streaming(boolean wanted) {
      streaming = wanted;
      return this;
    }

    public Builder workingDirectory(@Nullable Path directory) {
      workingDirectory = directory;
      return this;
    }

    public Builder clientName(@Nullable String name) {
      clientName = name;
      return this;
    }

    public Builder citations(boolean wanted) {
      citations = wanted;
      return this;
    }

    public Builder infinite(InfiniteSessions wanted) {
      infinite = wanted;
      return this;
    }

    public Builder askPermission(boolean asked) {
      askPermission = asked;
      return this;
    }

    public SessionOptions build() {
      return new SessionOptions(
          id,
          model,
          provider,
          registry,
          capabilities,
          reasoningEffort,
          reasoningSummary,
          systemPrompt,
          tools,
          toolOwner,
          toolFilter,
          agents,
          streaming,
          workingDirectory,
          clientName,
          citations,
          infinite,
          askPermission);
    }
  }
}
