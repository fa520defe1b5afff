package dev.latchkey.providers.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  /** What vendors, gateways and local servers add to an id does not matter. */
  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o",
    "GPT-4o, gpt-4o",
    "openai/gpt-4o, gpt-4o",
    "gpt-4o-2024-08-06, gpt-4o",
    "gpt-4.1-mini-2025-04-14, gpt-4.1-mini",
    "chatgpt-4o-latest, chatgpt-4o",
    "openrouter/openai/gpt-5:free, gpt-5",
    "claude-3.5-sonnet, claude-3-5-sonnet-20241022",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4.5",
    "claude-sonnet-4@20250514, claude-sonnet-4-20250514",
    "my-team-claude-opus-4-6, claude-opus-4-6",
    "models/gemini-2.5-pro, gemini-2.5-pro",
    "meta-llama/Llama-3.1-8B-Instruct, llama3.1:8b",
    "gpt-oss:20b, openai/gpt-oss-120b"
  })
  void knowsAModelByAnyOfItsNames(String name, String same) {
    assertThat(Catalogue.of(name)).isEqualTo(Catalogue.of(same)).isNotEqualTo(ModelFacts.UNKNOWN);
  }

  /** Where guesses by the beginning of an id go wrong; see the names of these models' makers. */
  @ParameterizedTest
  @CsvSource({
    "gpt-3.5-turbo, false, false",
    "gpt-4, false, false",
    "gpt-4o, false, true",
    "gpt-4.1, false, true",
    "gpt-4o-mini-audio-preview, false, false",
    "o1-mini, false, false",
    "o3-mini, true, false",
    "o3, true, true",
    "gpt-5, true, true",
    "gpt-5-chat-latest, false, true",
    "claude-3-5-haiku-20241022, false, true",
    "claude-3-7-sonnet-20250219, true, true",
    "claude-opus-4-5, true, true",
    "grok-4, false, true",
    "gemini-2.5-flash, true, true",
    "qwen2.5-vl-7b-instruct, false, true",
    "qwen2.5-coder:7b, false, false"
  })
  void tellsEffortAndVision(String id, boolean effort, boolean vision) {
    ModelFacts known = Catalogue.of(id);

    assertThat(known.effort()).isEqualTo(new Known<>(effort, Origin.CATALOGUE));
    assertThat(known.vision()).isEqualTo(new Known<>(vision, Origin.CATALOGUE));
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4, 8192, 8192, 6144",
    "gpt-4.1, 1047576, 32768, 1015576",
    "gpt-5, 400000, 128000, 272000",
    "o3, 200000, 100000, 168000",
    "claude-sonnet-4-5-20250929, 200000, 64000, 168000",
    "claude-3-haiku-20240307, 200000, 4096, 195904"
  })
  void tellsLimits(String id, int window, int output, int prompt) {
    ModelFacts known = Catalogue.of(id);

    assertThat(known.contextWindow()).isEqualTo(new Known<>(window, Origin.CATALOGUE));
    assertThat(known.outputTokens()).isEqualTo(new Known<>(output, Origin.CATALOGUE));
    assertThat(known.promptLimit()).isEqualTo(new Known<>(prompt, Origin.CATALOGUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "my-gpt-4o", "prod-chat", "gpt", "/", ":", "llama", "o9", "no/such:1"})
  void saysNothingOfWhatItHasNotHeardOf(String id) {
    assertThat(Catalogue.of(id)).isEqualTo(ModelFacts.UNKNOWN);
    assertThat(Catalogue.of(id).promptLimit()).isEqualTo(new Known<>(128_000, Origin.DEFAULT));
    assertThat(Catalogue.of(id).sees()).isTrue();
    assertThat(Catalogue.of(id).takesEffort()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text-embedding-3-small", "nomic-embed-text:latest", "whisper-1"})
  void knowsWhatCannotChat(String id) {
    assertThat(Catalogue.of(id).chats()).isFalse();
  }

  @Test
  void everyEntryIsWellFormed() throws IOException {
    Set<String> fields =
        Set.of(
            "ids",
            "match",
            "window",
            "prompt",
            "output",
            "vision",
            "tools",
            "effort",
            "thinking",
            "schema",
            "chat",
            "source");
    Set<String> ids = new HashSet<>();
    try (InputStream in = Catalogue.class.getResourceAsStream("models.json")) {
      for (JsonNode entry : new JsonMapper().readTree(in).path("models")) {
        assertThat(entry.fieldNames()).toIterable().isSubsetOf(fields).contains("source");
        assertThat(entry.has("ids")).isNotEqualTo(entry.has("match"));
        entry
            .path("ids")
            .forEach(id -> {
              assertThat(ids.add(id.textValue())).as(id.textValue()).isTrue();
              assertThat(List.of(id.textValue())).isSubsetOf(ModelNames.of(id.textValue()));
            });
        Pattern.compile(entry.path("match").asText());
      }
    }
    assertThat(ids).hasSizeGreaterThan(40);
  }
}
