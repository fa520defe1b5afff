package dev.latchkey.providers.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.wire.WireJson;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFactsTest {
  private static FactsBuilder said(Origin origin) {
    return ModelFacts.said(origin);
  }

  @Test
  void believesTheStrongestSpeakerFieldByField() {
    ModelFacts merged =
        said(Origin.USER)
            .vision(false)
            .build()
            .over(said(Origin.LEARNED).contextWindow(5000).build())
            .over(said(Origin.LIVE).contextWindow(8000).outputTokens(1000).vision(true).build())
            .over(said(Origin.CATALOGUE).contextWindow(9000).tools(true).effort(true).build());

    assertThat(merged.vision()).isEqualTo(new Known<>(false, Origin.USER));
    assertThat(merged.contextWindow()).isEqualTo(new Known<>(5000, Origin.LEARNED));
    assertThat(merged.outputTokens()).isEqualTo(new Known<>(1000, Origin.LIVE));
    assertThat(merged.origins())
        .isEqualTo(
            Map.of(
                "vision", Origin.USER,
                "max_context_window_tokens", Origin.LEARNED,
                "max_prompt_tokens", Origin.LEARNED,
                "max_output_tokens", Origin.LIVE,
                "tools", Origin.CATALOGUE,
                "reasoningEffort", Origin.CATALOGUE));
    assertThat(merged.sees()).isFalse();
    assertThat(merged.outputCap()).isNull();
  }

  /** Prompt and output as a user set them, the window with its origin; then the budget. */
  @ParameterizedTest
  @CsvSource({
    ",,, , 128000, DEFAULT",
    "9000,,,, 9000, USER",
    "9000, 100, 5000, CATALOGUE, 9000, USER",
    "9000, 100, 5000, LIVE, 9000, USER",
    "9000, 100, 5000, LEARNED, 5000, LEARNED",
    "9000, 100, 5000, USER, 5000, USER",
    ", 1000, 5000, USER, 4000, USER",
    ", 1000, 5000, LIVE, 4000, LIVE",
    ", 9000, 5000, LIVE, 5000, LIVE",
    ",, 5000, LIVE, 5000, LIVE"
  })
  void decidesHowLongPromptsMayBe(
      @Nullable Integer prompt,
      @Nullable Integer output,
      @Nullable Integer window,
      @Nullable Origin origin,
      int limit,
      Origin limitOrigin) {
    ModelFacts facts =
        said(Origin.USER)
            .promptTokens(prompt)
            .outputTokens(output)
            .build()
            .over(
                said(Objects.requireNonNullElse(origin, Origin.LIVE))
                    .contextWindow(window)
                    .build());

    assertThat(facts.promptLimit()).isEqualTo(new Known<>(limit, limitOrigin));
  }

  private static ObjectNode tree(String json) {
    return Objects.requireNonNull((ObjectNode) WireJson.tree(json.replace('\'', '"')));
  }

  @Test
  void readsAndWritesThePublicForm() {
    ObjectNode capabilities =
        tree(
            "{'supports':{'vision':true,'reasoningEffort':false,"
                + "'adaptive_thinking':'optional'},'limits':{"
                + "'max_prompt_tokens':9,'max_output_tokens':2,'max_context_window_tokens':12,"
                + "'vision':{'supported_media_types':['image/png'],'max_prompt_images':2,"
                + "'max_prompt_image_size':300}},'unknown':1}");
    ModelFacts facts = CapabilitiesJson.read(capabilities);

    assertThat(facts.images())
        .isEqualTo(new Known<>(new ImageLimits(Set.of("image/png"), 2, 300), Origin.USER));
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    CapabilitiesJson.write(written, facts);
    capabilities.remove("unknown");
    assertThat(written.toString()).hasSameSizeAs(capabilities.toString());
    assertThat(CapabilitiesJson.read(written)).isEqualTo(facts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'supports':{'vision':'yes'}} | supports.vision must be true or false, not string
          {'limits':{'max_output_tokens':1.5}} | limits.max_output_tokens must be a whole number
          {'limits':{'max_output_tokens':-1}} | max_output_tokens must be a number from 0
          {'limits':[]} | limits must be an object, not array
          {'limits':{'vision':3}} | limits.vision must be an object, not number
          """)
  void saysWhatIsWrong(String json, String problem) {
    assertThatThrownBy(() -> CapabilitiesJson.read(tree(json))).hasMessageContaining(problem);
  }
}
