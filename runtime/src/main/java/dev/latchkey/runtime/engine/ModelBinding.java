package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantUsageApiEndpoint;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.runtime.context.HistoryTarget;
import org.jspecify.annotations.Nullable;

/**
 * A model at its provider.
 *
 * @param model the session's id of the model
 * @param wireModel the name the provider knows it by
 * @param wanted how hard it shall think, null for its default
 * @param facts what is known of it
 */
record ModelBinding(
    ProviderConfig config,
    ModelProvider provider,
    String model,
    String wireModel,
    @Nullable String wanted,
    ModelFacts facts) {
  /** How many tokens a prompt may take. */
  int promptLimit() {
    return facts.promptLimit().value();
  }

  /** Has the server asked how much fits into a prompt, where nobody who knows has said. */
  void inquire(String session) {
    if (facts.promptLimit().origin().compareTo(Origin.LIVE) > 0) {
      provider.inquire(wireModel, session);
    }
  }

  /** The same model with no more room for prompts than this. */
  ModelBinding within(int tokens) {
    ModelFacts narrower = ModelFacts.said(Origin.LEARNED).promptTokens(tokens).build();
    return tokens >= promptLimit()
        ? this
        : new ModelBinding(config, provider, model, wireModel, wanted, narrower.over(facts));
  }

  /** The cap on answers the user set; null leaves it to the provider. */
  @Nullable Integer outputCap() {
    return facts.outputCap();
  }

  /** How hard it is told to think; null when it cannot be told, or for its default. */
  @Nullable String effort() {
    return facts.takesEffort() ? wanted : null;
  }

  /** What of a history it can take; the wire leaves out what it cannot send. */
  HistoryTarget target() {
    return HistoryTarget.ANY.seeing(facts.sees(), Known.orNull(facts.images()));
  }

  /** The endpoint as events name it; the address may have corrected what was configured. */
  AssistantUsageApiEndpoint endpoint(Transport transport) {
    if (transport == Transport.WEBSOCKETS) {
      return AssistantUsageApiEndpoint.fromValue("ws:/responses");
    }
    return AssistantUsageApiEndpoint.fromValue(
        switch (provider.wire()) {
          case "messages" -> "/v1/messages";
          case "responses" -> "/responses";
          default -> "/chat/completions";
        });
  }
}
