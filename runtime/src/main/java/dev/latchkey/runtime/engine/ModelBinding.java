package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantUsageApiEndpoint;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.TokenLimits;
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
  /** Token budget of a prompt when nobody has said; the official runtime's for unknown models. */
  private static final int DEFAULT_PROMPT_TOKENS = 128_000;

  /** How many tokens a prompt may take. */
  int promptLimit() {
    TokenLimits limits = config.limits();
    if (limits.maxPromptTokens() != null) {
      return limits.maxPromptTokens();
    }
    Integer window = limits.maxContextWindowTokens();
    if (window == null) {
      return DEFAULT_PROMPT_TOKENS;
    }
    Integer output = limits.maxOutputTokens();
    return output == null || output >= window ? window : window - output;
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
