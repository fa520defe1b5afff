package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.catalogue.Thinking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPlanTest {
  @DisplayName("weak 5: models in any spelling")
  @ParameterizedTest
  @CsvSource({
    "claude-2.1, 4096, NEVER",
    "claude-3-haiku-20240307, 4096, NEVER",
    "claude-3-5-sonnet-20241022, 8192, NEVER",
    "claude-3.5-sonnet, 8192, NEVER",
    "claude-3-7-sonnet-latest, 32000, BUDGET",
    "claude-sonnet-4-20250514, 32000, BUDGET",
    "claude-opus-4-1-20250805, 32000, BUDGET",
    "claude-haiku-4.5, 32000, BUDGET",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0, 32000, BUDGET",
    "claude-opus-4-6, 32000, ADAPTIVE",
    "anthropic/claude-sonnet-4.6, 32000, ADAPTIVE",
    "claude-opus-5, 32000, ADAPTIVE",
    "claude-opus-latest, 32000, ADAPTIVE",
    "kimi-k2-thinking, 8192, BUDGET"
  })
  void readsModelIds(String model, int maxOutput, Thinking thinking) {
    ModelTraits traits = ModelTraits.of(ModelRequest.builder(model).build(), Quirks.DEFAULT);
    assertThat(traits).isEqualTo(new ModelTraits(maxOutput, thinking, traits.formats()));
  }

  /** Model, cap and effort asked for; then the cap, type, budget and effort sent. */
  @DisplayName("weak 5: effort and output limit are both kept")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude-sonnet-4-5 - - : 32000 - 0 -",
        "claude-sonnet-4-5 2000 - : 2000 - 0 -",
        "claude-sonnet-4-5 - none : 32000 disabled 0 -",
        "claude-sonnet-4-5 - minimal : 32000 enabled 1024 -",
        "claude-sonnet-4-5 - low : 32000 enabled 2048 -",
        "claude-sonnet-4-5 - medium : 32000 enabled 8192 -",
        "claude-sonnet-4-5 - high : 32000 enabled 16384 -",
        "claude-sonnet-4-5 - max : 32000 enabled 23808 -",
        "claude-sonnet-4-5 5000 high : 5000 enabled 4000 -",
        "claude-sonnet-4-5 1000 high : 1000 - 0 -",
        "claude-3-5-haiku - high : 8192 - 0 -",
        "kimi-k2 - high : 24576 enabled 16384 -",
        "claude-opus-4-6 - none : 32000 disabled 0 -",
        "claude-opus-4-6 - minimal : 32000 adaptive 0 low",
        "claude-opus-4-6 500 max : 500 adaptive 0 max"
      })
  void plansThinkingAndAnswerTogether(String row) {
    List<String> words = List.of(row.split("[ :]+"));
    String cap = orNull(words.get(1));
    ModelRequest request =
        ModelRequest.builder(words.get(0))
            .maxOutputTokens(cap == null ? null : Integer.valueOf(cap))
            .reasoningEffort(orNull(words.get(2)))
            .build();

    assertThat(OutputPlan.of(request, Quirks.DEFAULT, true))
        .isEqualTo(
            new OutputPlan(
                Integer.parseInt(words.get(3)),
                orNull(words.get(4)),
                Integer.parseInt(words.get(5)),
                orNull(words.get(6))));
  }

  @Test
  void judgesADeploymentByItsCatalogueId() {
    ModelRequest request = ModelRequest.builder("my-deployment").reasoningEffort("high").build();
    Quirks quirks =
        Quirks.DEFAULT.with().catalogIds(Map.of("my-deployment", "claude-opus-4-6")).build();

    assertThat(OutputPlan.of(request, quirks, true))
        .isEqualTo(new OutputPlan(32_000, "adaptive", 0, "high"));
  }

  private static @Nullable String orNull(String word) {
    return word.equals("-") ? null : word;
  }

  @Test
  void finishesARoundOfToolsThatBeganWithoutThinkingWithoutIt() {
    Content.ToolCall call = Content.ToolCall.of("a", "t", "{}");
    Message result = Message.results(List.of(new Content.ToolResult("a", List.of(), false)));
    Content thought =
        new Content.Reasoning("Hm.", new ReasoningSeal(Family.ANTHROPIC, null, "sig", null));
    Message plain = new Message(Role.ASSISTANT, List.of(call));
    Message thinking = new Message(Role.ASSISTANT, List.of(thought, call));

    assertThat(allowed(Message.user("Q"))).isTrue();
    assertThat(allowed(Message.user("Q"), plain, result)).isFalse();
    assertThat(allowed(Message.user("Q"), thinking, result)).isTrue();
    assertThat(allowed(Message.user("Q"), thinking, result, plain, result)).isTrue();
    assertThat(allowed(Message.user("Q"), plain, result, Message.assistant("A"), Message.user("B")))
        .isTrue();
  }

  private static boolean allowed(Message... messages) {
    return Turns.allowBudget(Turns.of(List.of(messages), Quirks.DEFAULT));
  }
}
