package dev.latchkey.providers;

import dev.latchkey.providers.call.HttpGate;
import dev.latchkey.providers.call.HttpModelProvider;
import dev.latchkey.providers.call.Pauses;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.anthropic.AnthropicWire;
import dev.latchkey.providers.wire.completions.CompletionsWire;
import dev.latchkey.providers.wire.responses.ResponsesWire;

/**
 * Connects to model providers. Owns the connections of all of them: one for a process is right.
 *
 * <pre>{@code
 * try (var providers = Providers.open(CallPolicy.DEFAULT)) {
 *   var model = providers.connect(ProviderConfig.builder("http://localhost:11434/v1").build());
 *   try (var reply = model.stream(request, RetryListener.NONE)) {
 *     ...
 *   }
 * }
 * }</pre>
 */
public final class Providers implements AutoCloseable {
  private final HttpGate gate;

  private Providers(HttpGate gate) {
    this.gate = gate;
  }

  /** Ready to connect; nothing is built or contacted before the first {@link #connect}. */
  public static Providers open(CallPolicy policy) {
    return new Providers(new HttpGate(policy, Pauses.REAL));
  }

  /**
   * The provider {@code config} describes. Contacts nobody.
   *
   * @throws ModelException.InvalidRequest naming the field of {@code config} that is wrong
   */
  public ModelProvider connect(ProviderConfig config) {
    Endpoint endpoint = Endpoint.of(config);
    gate.warmUp();
    return new HttpModelProvider(gate, endpoint, wire(endpoint), endpoint.quirks());
  }

  private static Wire wire(Endpoint endpoint) {
    return switch (endpoint.wireApi()) {
      case COMPLETIONS -> new CompletionsWire();
      case RESPONSES -> new ResponsesWire();
      case MESSAGES -> new AnthropicWire();
    };
  }

  /** Ends all calls and closes all connections. */
  @Override
  public void close() {
    gate.close();
  }
}
