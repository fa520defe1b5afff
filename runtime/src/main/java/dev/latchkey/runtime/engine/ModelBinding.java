package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantUsageApiEndpoint;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model at its provider.
 *
 * @param model the session's id of the model
 * @param wireModel the name the provider knows it by
 * @param effort how hard it thinks, null for its default
 */
record ModelBinding(
    ProviderConfig config,
    ModelProvider provider,
    String model,
    String wireModel,
    @Nullable String effort) {
  /** How many tokens a prompt may take. */
  int promptLimit() {
    return config.limits().promptTokens();
  }

  /** The endpoint as events name it. */
  AssistantUsageApiEndpoint endpoint() {
    if (config.type().toLowerCase(Locale.ROOT).equals("anthropic")) {
      return AssistantUsageApiEndpoint.fromValue("/v1/messages");
    }
    return AssistantUsageApiEndpoint.fromValue(
        config.wireApi().equals("responses") ? "/responses" : "/chat/completions");
  }
}
