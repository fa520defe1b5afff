package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelChoice;
import dev.latchkey.runtime.ModelPlace;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SessionOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which model at which provider a session uses. */
final class ModelSlot {
  static final String MODEL_REQUIRED =
      "Model required with custom provider: set \"model\" in the session's configuration, or"
          + " \"modelId\" or \"wireModel\" in its provider.";

  /** So many models keep what was learned of them; a session rarely switches between more. */
  private static final int MAX_CONNECTED = 32;

  private final EngineOptions engine;
  private final SessionState state;
  private ModelRegistry registry = ModelRegistry.EMPTY;
  private @Nullable ProviderConfig config;
  private @Nullable String configuredFor;
  private ModelFacts described = ModelFacts.UNKNOWN;
  // the default provider that was used last
  private ProviderEnvironment.@Nullable Default fallback;
  // the default provider with the model that was chosen because nobody named one
  private ProviderEnvironment.@Nullable Default chosen;
  private final @Nullable ModelSlot session;
  private final SequencedMap<ProviderConfig, ModelProvider> connected = new LinkedHashMap<>();

  /** What was said of models already. */
  private final Set<String> said = new HashSet<>();

  ModelSlot(EngineOptions engine, SessionState state) {
    this(engine, state, null);
  }

  private ModelSlot(EngineOptions engine, SessionState state, @Nullable ModelSlot session) {
    this.engine = engine;
    this.state = state;
    this.session = session;
  }

  /**
   * The slot of a sub-agent: the session's providers at every moment, a model of its own, and what
   * is kept between its calls, such as a socket that remembers one conversation. It must be closed.
   */
  ModelSlot forAgent(SessionState own) {
    return new ModelSlot(engine, own, session == null ? this : session);
  }

  /**
   * Uses other providers, from the next call on.
   *
   * @param options whose provider and registry are taken; neither means the engine's default
   * @param model the model the configuration was given with
   */
  synchronized void configure(SessionOptions options, @Nullable String model) {
    config = options.provider();
    registry = options.registry();
    configuredFor = model;
    described = options.capabilities();
    fallback = null;
    disconnect();
  }

  /**
   * The model a new session starts with; null when there are several to choose from, or when a
   * provider is given without one: its first run says so, as the model may still be chosen.
   *
   * @throws SessionException.InvalidOptions when the registry does not have the model
   */
  static @Nullable String initialModel(SessionOptions options, EngineOptions engine) {
    String model = options.model();
    ProviderConfig given = options.provider();
    if (model != null && !model.isBlank()) {
      if (given == null) {
        new AvailableModels(engine)
            .require(options.registry().over(engine.sharedRegistry().get()), model);
      }
      return model;
    }
    if (given == null) {
      return engine.defaultProvider().get().map(ProviderEnvironment.Default::model).orElse(null);
    }
    return given.modelId() == null ? given.wireModel() : given.modelId();
  }

  /** Throws {@link SessionException.InvalidOptions} when the session cannot have this model. */
  synchronized void require(String model) {
    available().require(registry(), model);
  }

  private AvailableModels available() {
    return new AvailableModels(engine);
  }

  /** The session's own named providers, and those that all sessions share. */
  synchronized ModelRegistry registry() {
    return config == null ? registry.over(engine.sharedRegistry().get()) : registry;
  }

  /** Adds providers and models to the registry. */
  synchronized void add(List<ProviderConfig> providers, List<RegisteredModel> models) {
    if (config != null) {
      throw new SessionException.InvalidOptions(
          "This session has a singular `provider`: open it with `providers` and `models` to add"
              + " more.");
    }
    registry =
        registry
            .plus(providers, List.of())
            .adopting(engine.sharedRegistry().get(), models)
            .plus(List.of(), models);
  }

  /** The keys and tokens of all its providers, as they are now. */
  List<Secret> secrets() {
    return session == null ? ownSecrets() : session.secrets();
  }

  private synchronized List<Secret> ownSecrets() {
    List<Secret> all = new ArrayList<>();
    if (config != null) {
      all.addAll(config.secrets());
    }
    ModelRegistry usable = registry();
    usable.providers().forEach(provider -> all.addAll(provider.secrets()));
    usable.models().forEach(model -> all.addAll(model.provider().secrets()));
    if (fallback != null) {
      all.addAll(fallback.config().secrets());
    }
    return all;
  }

  /**
   * The session's id of the model that an agent names, see {@link AgentModels}.
   *
   * @throws SessionException.ModelUnavailable when none of the session's own providers has it
   */
  String resolve(String wanted) {
    return session == null ? agentModels().resolve(wanted) : session.resolve(wanted);
  }

  private synchronized AgentModels agentModels() {
    String current = state.model();
    if (config != null) {
      return new AgentModels(
          ModelRegistry.EMPTY, config, current == null ? configuredFor : current);
    }
    Optional<ProviderEnvironment.Default> found = engine.defaultProvider().get();
    ModelRegistry usable = registry();
    boolean named = current != null && (usable.find(current).isPresent() || usable.claims(current));
    return new AgentModels(
        usable,
        named ? null : found.map(ProviderEnvironment.Default::config).orElse(null),
        current == null ? found.map(ProviderEnvironment.Default::model).orElse(null) : current);
  }

  /** The model in use, also where only the provider names one. */
  synchronized String current() {
    return session == null || state.model() != null
        ? (state.model() == null ? placed(null).model() : state.model())
        : session.current();
  }

  /**
   * The model to begin with when nobody named one and the default provider can be asked; empty
   * otherwise. May block.
   */
  Optional<String> firstModel(String sessionId) {
    if (state.model() != null || !usesDefault()) {
      return Optional.empty();
    }
    return engine
        .defaultProvider()
        .get()
        .filter(found -> found.model() == null)
        .flatMap(found -> engine.firstModel().choose(found, sessionId))
        .map(this::taken);
  }

  private synchronized @Nullable String taken(ProviderEnvironment.Default first) {
    chosen = first;
    return first.model();
  }

  /** A model that was chosen from a provider's list is called as that list says. */
  private ProviderEnvironment.Default asListed(
      ProviderEnvironment.Default found, @Nullable String model) {
    ProviderEnvironment.Default first = chosen;
    boolean same =
        first != null
            && Objects.equals(first.model(), model)
            && first.source().equals(found.source())
            && first.config().baseUrl().equals(found.config().baseUrl());
    return same && first != null ? first : found;
  }

  private synchronized boolean usesDefault() {
    return config == null && registry.isEmpty();
  }

  ModelChoice choice() {
    return new ModelChoice(state.model(), state.effort());
  }

  /**
   * Where a model is, null for the current one; contacts nobody. A provider without a model has a
   * place with empty names.
   */
  synchronized ModelPlace place(@Nullable String model) {
    String asked = model == null ? state.model() : model;
    if (asked == null && config != null && configuredFor == null) {
      return new ModelPlace(config, "", "", described);
    }
    try {
      return placed(asked);
    } catch (ModelException.InvalidRequest e) {
      throw new SessionException.InvalidOptions(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The model to call now.
   *
   * @throws ModelException.InvalidRequest when the session has no provider or no model
   */
  ModelBinding binding() {
    return session == null
        ? binding(state.model(), state.effort(), connected)
        : session.binding(session.resolve(current()), state.effort(), connected);
  }

  /**
   * A model that a configuration names, see {@link #resolve}, with its usual effort.
   *
   * @throws SessionException.ModelUnavailable when none of the session's own providers has it
   */
  ModelBinding named(String wanted) {
    return session == null ? binding(resolve(wanted), null, connected) : session.named(wanted);
  }

  private synchronized ModelBinding binding(
      @Nullable String model,
      @Nullable String effort,
      SequencedMap<ProviderConfig, ModelProvider> connections) {
    ModelPlace place = placed(model);
    ModelProvider provider = connections.computeIfAbsent(place.provider(), engine.providers());
    while (connections.size() > MAX_CONNECTED) {
      connections.pollFirstEntry().getValue().close();
    }
    ModelFacts facts = place.described().over(provider.facts(place.wireModel()));
    return new ModelBinding(
        place.provider(), provider, place.model(), place.wireModel(), effort, facts);
  }

  synchronized void describe(ModelFacts capabilities) {
    described = capabilities;
  }

  /** Whether this is said for the first time. */
  synchronized boolean first(String saying) {
    return session == null ? said.add(saying) : session.first(saying);
  }

  private void disconnect() {
    connected.values().forEach(ModelProvider::close);
    connected.clear();
  }

  /** Gives up what is kept for the next call. */
  synchronized void close() {
    disconnect();
  }

  private ModelPlace placed(@Nullable String model) {
    if (config != null) {
      return singular(config, model, configuredFor);
    }
    ModelRegistry usable = registry();
    Optional<RegisteredModel> named = usable.find(model == null ? "" : model);
    if (named.isPresent()) {
      return registered(named.get(), named.get().selectionId());
    }
    if (model != null && usable.claims(model)) {
      throw missing(AvailableModels.unknown(usable, model));
    }
    ProviderEnvironment.Default found =
        asListed(
            engine.defaultProvider().get().orElseThrow(() -> missing(noDefault(usable, model))),
            model);
    fallback = found;
    return byDefault(found, usable, model);
  }

  private ModelPlace registered(RegisteredModel model, String asked) {
    ProviderConfig at = model.provider();
    String wire = at.wireModel() == null ? model.id() : at.wireModel();
    return new ModelPlace(at, asked, wire, described.over(model.described()));
  }

  /** The default provider may be one of the shared ones, its model one of those listed. */
  private ModelPlace byDefault(
      ProviderEnvironment.Default found, ModelRegistry usable, @Nullable String model) {
    String asked = model == null ? found.model() : model;
    Optional<RegisteredModel> listed =
        asked == null ? Optional.empty() : available().listed(found, asked);
    if (asked != null && listed.isPresent()) {
      return registered(listed.get(), asked);
    }
    if (asked != null && available().listsModels(found)) {
      throw missing(AvailableModels.unknown(usable, asked));
    }
    return singular(found.config(), model, found.model());
  }

  private String noDefault(ModelRegistry usable, @Nullable String model) {
    if (usable.isEmpty()) {
      return engine.noProviderHint();
    }
    return model == null
        ? "No model chosen. Use one of: " + usable.choices() + "."
        : AvailableModels.unknown(usable, model);
  }

  private ModelPlace singular(
      ProviderConfig config, @Nullable String wanted, @Nullable String configuredFor) {
    String model = wanted == null ? configuredFor : wanted;
    if (model == null) {
      throw missing(MODEL_REQUIRED);
    }
    // the names a configuration gives belong to the model it came with, not to later ones
    String wire = model.equals(configuredFor) ? config.wireName(model) : model;
    return new ModelPlace(config, model, wire == null ? model : wire, described);
  }

  private static ModelException.InvalidRequest missing(String message) {
    return new ModelException.InvalidRequest(CallFailure.of(message, ""));
  }
}
