package dev.latchkey.app;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.discovery.LocalServer;
import dev.latchkey.providers.discovery.LocalServers;
import dev.latchkey.server.Configuration;
import dev.latchkey.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which provider a command uses: the options, else the configuration file, else the
 * environment, else a model server that runs on this machine, else the simulator.
 */
final class ProviderChoice {
  private static final String SIMULATED_MODEL = "simulated-1";

  private final ProviderOptions options;
  private final Map<String, String> environment;
  private final Providers providers;

  ProviderChoice(ProviderOptions options, Map<String, String> environment, Providers providers) {
    this.options = options;
    this.environment = environment;
    this.providers = providers;
  }

  /** The first that applies; the simulator always does. */
  Choice choose() {
    return Stream.<Supplier<Optional<Choice>>>of(
            this::asked, this::fromFile, this::fromEnvironment, this::running)
        .flatMap(source -> source.get().stream())
        .findFirst()
        .orElseGet(() -> simulated("no provider is configured or running"));
  }

  private Optional<Choice> asked() {
    if (options.simulate) {
      return Optional.of(simulated("--simulate"));
    }
    if (options.baseUrl == null) {
      return Optional.empty();
    }
    String key = options.key(environment);
    ProviderConfig config =
        ProviderConfig.builder(options.baseUrl)
            .type(options.type == null ? "openai" : options.type)
            .wireApi(options.wireApi == null ? "completions" : options.wireApi)
            .azureApiVersion(options.azureApiVersion)
            .apiKey(key == null ? null : Secret.of(key))
            .headers(options.headers)
            .build();
    return Optional.of(choice(config, null, "from --base-url"));
  }

  private Optional<Choice> fromFile() {
    Configuration file = ConfigCommand.read(options.config, environment);
    ProviderEnvironment.Default chosen = file.byDefault();
    String model = options.model == null && chosen != null ? chosen.model() : options.model;
    if (model == null) {
      return Optional.ofNullable(chosen)
          .map(found -> choice(found.config(), null, "from " + found.source()));
    }
    Optional<Choice> found =
        file.find(model)
            .map(at -> new Choice(at.config(), at.model(), "from " + at.source(), null));
    if (found.isEmpty() && file.registry().claims(model)) {
      throw new CommandFailure(
          ExitCode.NO_PROVIDER,
          "The configuration has no model " + model + ".",
          "Use one of: " + file.registry().choices() + ".");
    }
    return found;
  }

  private Optional<Choice> fromEnvironment() {
    return ProviderEnvironment.read(environment)
        .map(found -> choice(found.config(), found.model(), "from " + found.source()));
  }

  private Optional<Choice> running() {
    for (LocalServer server : LocalServers.find(providers)) {
      ProviderConfig config = ProviderConfig.builder(server.baseUrl()).build();
      String model = server.models().getFirst().id();
      return Optional.of(choice(config, model, server.name() + " on this machine"));
    }
    return Optional.empty();
  }

  private Choice simulated(String reason) {
    Simulator simulator = Simulator.start();
    ProviderConfig config = ProviderConfig.builder(simulator.baseUrl() + "/v1").build();
    String model = options.model == null ? SIMULATED_MODEL : options.model;
    return new Choice(
        config, model, "SIMULATED answers, no model behind them: " + reason, simulator);
  }

  private Choice choice(ProviderConfig config, @Nullable String model, String origin) {
    String chosen = options.model == null ? model : options.model;
    return new Choice(config, chosen, origin, null);
  }

  /** The chosen model, or the provider's only one. */
  String model(Choice choice) {
    if (choice.model() != null) {
      return choice.model();
    }
    List<String> offered =
        providers.models(choice.provider()).stream().map(model -> model.id()).toList();
    if (offered.size() == 1) {
      return offered.getFirst();
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "No model is named, and the provider offers " + offered.size() + ".",
        offered.isEmpty()
            ? "Pass --model, or set COPILOT_MODEL."
            : "Pass --model, for example --model " + offered.getFirst() + ".");
  }
}
