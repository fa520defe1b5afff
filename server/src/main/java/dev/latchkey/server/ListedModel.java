package dev.latchkey.server;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.runtime.FirstModel;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first model that the server at {@code COPILOT_API_URL} lists, on a wire the list has it on.
 * Other providers get no model that nobody chose.
 */
final class ListedModel implements FirstModel {
  /** The official runtime's switch for the WebSocket of servers that offer it. */
  private static final String SOCKETS = "COPILOT_EXP_COPILOT_CLI_WEBSOCKET_RESPONSES";

  private final ProviderDesk providers;
  private final Function<String, @Nullable String> variables;

  ListedModel(ProviderDesk providers, Function<String, @Nullable String> variables) {
    this.providers = providers;
    this.variables = variables;
  }

  @Override
  public Optional<ProviderEnvironment.Default> choose(
      ProviderEnvironment.Default without, String sessionId) {
    if (!without.source().equals(ProviderEnvironment.API_URL)) {
      return Optional.empty();
    }
    return providers.offered(without.config(), sessionId, false).stream()
        .findFirst()
        .map(model ->
            new ProviderEnvironment.Default(
                wired(without.config(), model.endpoints()), model.id(), without.source()));
  }

  private ProviderConfig wired(ProviderConfig config, Set<String> endpoints) {
    if (endpoints.contains(DiscoveredModel.SOCKET) && "true".equals(variables.apply(SOCKETS))) {
      return config.with().wireApi("responses").transport("websockets").build();
    }
    if (endpoints.isEmpty() || endpoints.contains("/chat/completions")) {
      return config;
    }
    return endpoints.contains("/responses")
        ? config.with().wireApi("responses").build()
        : endpoints.contains("/v1/messages") ? config.with().type("anthropic").build() : config;
  }
}
