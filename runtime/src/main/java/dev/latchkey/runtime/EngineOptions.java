package dev.latchkey.runtime;

import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.Secret;
import dev.latchkey.runtime.store.SessionStore;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an {@link Engine} is built from.
 *
 * @param store keeps the sessions; closed with the engine
 * @param providers opens a model provider for a configuration; called once per session and
 *     configuration
 * @param defaultProvider asked for sessions that bring no provider; empty when there is none. The
 *     names it gives hold for its own model only: a session that names another gets that one
 * @param sharedRegistry asked for the named providers that every session may use besides its own;
 *     those of a session win over one of the same name
 * @param firstModel asked for a model when the default provider comes without one
 * @param noProviderHint what to tell people without any provider: what to set
 * @param version version of the runtime
 * @param secrets what no tool of any session may show, beside the keys of its own providers; asked
 *     for every result of a tool
 * @param clock source of timestamps
 * @param listener hears of sessions
 */
public record EngineOptions(
    SessionStore store,
    Function<ProviderConfig, ModelProvider> providers,
    Supplier<Optional<ProviderEnvironment.Default>> defaultProvider,
    Supplier<ModelRegistry> sharedRegistry,
    FirstModel firstModel,
    String noProviderHint,
    String version,
    Supplier<List<Secret>> secrets,
    Clock clock,
    EngineListener listener) {
  public EngineOptions {
    Objects.requireNonNull(store);
    Objects.requireNonNull(providers);
    Objects.requireNonNull(defaultProvider);
    Objects.requireNonNull(sharedRegistry);
    Objects.requireNonNull(firstModel);
    Objects.requireNonNull(noProviderHint);
    Objects.requireNonNull(version);
    Objects.requireNonNull(secrets);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(listener);
  }

  /** An engine that keeps its sessions in {@code store} and calls models through {@code open}. */
  public static Builder builder(SessionStore store, Function<ProviderConfig, ModelProvider> open) {
    return new Builder(store, open);
  }

  /** Collects the parts of {@link EngineOptions}. */
  public static final class Builder {
    private final SessionStore store;
    private final Function<ProviderConfig, ModelProvider> providers;
    private Supplier<Optional<ProviderEnvironment.Default>> defaultProvider = Optional::empty;
    private Supplier<ModelRegistry> sharedRegistry = () -> ModelRegistry.EMPTY;
    private FirstModel firstModel = FirstModel.NONE;
    private String noProviderHint =
        "No provider: pass one with the session, or set COPILOT_PROVIDER_BASE_URL and"
            + " COPILOT_MODEL.";
    private String version = "0";
    private Supplier<List<Secret>> secrets = List::of;
    private Clock clock = Clock.systemUTC();
    private EngineListener listener = EngineListener.NONE;

    private Builder(SessionStore store, Function<ProviderConfig, ModelProvider> open) {
      this.store = store;
      this.providers = open;
    }

    public Builder defaultProvider(Supplier<Optional<ProviderEnvironment.Default>> supplier) {
      defaultProvider = supplier;
      return this;
    }

    public Builder sharedRegistry(Supplier<ModelRegistry> supplier) {
      sharedRegistry = supplier;
      return this;
    }

    public Builder firstModel(FirstModel question) {
      firstModel = question;
      return this;
    }

    public Builder noProviderHint(String text) {
      noProviderHint = text;
      return this;
    }

    public Builder version(String text) {
      version = text;
      return this;
    }

    public Builder secrets(Supplier<List<Secret>> supplier) {
      secrets = supplier;
      return this;
    }

    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    public Builder listener(EngineListener hears) {
      listener = hears;
      return this;
    }

    public EngineOptions build() {
      return new EngineOptions(
          store,
          providers,
          defaultProvider,
          sharedRegistry,
          firstModel,
          noProviderHint,
          version,
          secrets,
          clock,
          listener);
    }
  }
}
