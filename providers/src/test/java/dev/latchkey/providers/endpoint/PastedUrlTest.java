package dev.latchkey.providers.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.endpoint.PastedUrl.Unusable;
import dev.latchkey.providers.endpoint.PastedUrl.Usable;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any address of a portal may be pasted, with any type. */
class PastedUrlTest {
  private static final int RUNS = 20_000;
  private static final List<String> HOSTS =
      List.of(
          "r.openai.azure.com",
          "r.services.ai.azure.com",
          "r.cognitiveservices.azure.com",
          "m.eastus2.models.ai.azure.com",
          "api.openai.com",
          "api.anthropic.com",
          "gw.example.com",
          "localhost:11434",
          "127.0.0.1:8000",
          "gpu-box:8000");
  private static final List<String> PREFIXES =
      List.of("", "", "", "/gw", "/team/a%20b", "/api/projects/p1", "/llm/v2");
  private static final List<String> ROUTES =
      List.of(
          "",
          "/v1",
          "/v1/v1",
          "/openai",
          "/openai/v1",
          "/openai/deployments/d1",
          "/openai/deployments/d1/chat/completions",
          "/openai/v1/chat/completions",
          "/openai/v1/responses",
          "/openai/responses",
          "/anthropic",
          "/anthropic/v1",
          "/anthropic/v1/messages",
          "/models",
          "/v1/chat/completions",
          "/v1/chat/completions/chat/completions",
          "/v1/responses",
          "/v1/messages",
          "/chat/completions");
  private static final List<String> QUERIES =
      List.of("", "", "?k=v", "?api-version=2024-10-21", "?api-version=preview&k=v", "#part");

  @DisplayName("B1: any address of a portal works")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai|https://r.openai.azure.com|AZURE|/openai/v1/chat/completions|1
          openai|https://r.openai.azure.com/openai|AZURE|/openai/v1/chat/completions|1
          openai|https://r.openai.azure.com/openai/v1|OPENAI|/openai/v1/chat/completions|0
          openai|https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21|AZURE|/openai/deployments/d/chat/completions?api-version=2024-10-21|1
          openai|https://r.services.ai.azure.com/api/projects/p1|AZURE|/api/projects/p1/openai/v1/chat/completions|1
          openai|https://r.services.ai.azure.com/api/projects/p1/openai/v1|OPENAI|/api/projects/p1/openai/v1/chat/completions|0
          openai|https://r.services.ai.azure.com/anthropic|ANTHROPIC|/anthropic/v1/messages|1
          azure|https://r.services.ai.azure.com/anthropic/v1/messages|ANTHROPIC|/anthropic/v1/messages|1
          anthropic|https://r.services.ai.azure.com|ANTHROPIC|/anthropic/v1/messages|1
          anthropic|https://r.services.ai.azure.com/anthropic/|ANTHROPIC|/anthropic/v1/messages|0
          anthropic|https://r.openai.azure.com/openai/v1|AZURE|/openai/v1/chat/completions|1
          openai|https://r.services.ai.azure.com/models?api-version=1|OPENAI|/models/chat/completions?api-version=1|0
          openai|https://m.eastus2.models.ai.azure.com|OPENAI|/v1/chat/completions|0
          azure|https://m.eastus2.models.ai.azure.com|OPENAI|/v1/chat/completions|1
          openai|https://m.eastus2.models.ai.azure.com/v1/chat/completions|OPENAI|/v1/chat/completions|0
          azure|https://api.openai.com/v1|OPENAI|/v1/chat/completions|1
          azure|https://api.anthropic.com|ANTHROPIC|/v1/messages|1
          anthropic|https://api.openai.com/v1|OPENAI|/v1/chat/completions|1
          openai|https://api.anthropic.com|OPENAI|/v1/chat/completions|0
          openai|https://api.anthropic.com/v1/messages|ANTHROPIC|/v1/messages|1
          openai|https://gw.example.com/claude/v1/messages?k=v|ANTHROPIC|/claude/v1/messages?k=v|1
          openai|https://gw.example.com/v1/responses|OPENAI|/v1/responses|1
          azure|https://gw.example.com/apim/openai|AZURE|/apim/openai/v1/chat/completions|0
          """)
  void takesTheAddressAtItsWord(
      String type, String pasted, Endpoint.Type meant, String route, int corrections) {
    Endpoint endpoint = Endpoint.of(ProviderConfig.builder(pasted).type(type).build());
    URI call = endpoint.call("m");
    String query = call.getRawQuery() == null ? "" : "?" + call.getRawQuery();
    assertThat(call.getRawPath() + query).isEqualTo(route);
    assertThat(endpoint.type()).isEqualTo(meant);
    assertThat(endpoint.warnings()).hasSize(corrections);
  }

  @Test
  void readsWhatAnAddressSaysOnItsOwn() {
    assertThat(
            PastedUrl.read(
                "https://u:p@r.openai.azure.com/openai/deployments/d1/chat/completions"
                    + "?api-version=2024-10-21&code=s3cret",
                "m"))
        .isEqualTo(
            new Usable(
                Endpoint.Type.AZURE,
                WireApi.COMPLETIONS,
                "d1",
                "2024-10-21",
                "https://r.openai.azure.com/openai/deployments/d1/chat/completions"
                    + "?code=***&api-version=2024-10-21",
                List.of(
                    "type \"openai\" does not work with"
                        + " https://r.openai.azure.com/openai/deployments/d1/chat/completions;"
                        + " using \"azure\". Set type to \"azure\" to silence this.")));
    assertThat(PastedUrl.read("r.openai.azure.com", "m"))
        .isEqualTo(
            new Unusable(
                "Provider configuration: baseUrl must begin with http:// or https://.",
                "Write https:// in front of it."));
  }

  @Test
  void anyTextHasAnAnswer() {
    String alphabet = "htps:/.@?#&=%[]{}<>\"\\ \n\u0000ü\ud800azure.com-_1234567890";
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(PastedUrl.read(text.toString(), "m")).as("seed %d: %s", seed, text).isNotNull();
    }
  }

  @DisplayName("B1, weak 6: nothing is doubled, prefixes and queries stay")
  @Test
  void noAddressIsDoubledOrLosesItsPrefixOrQuery() {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      String prefix = any(PREFIXES, random);
      String query = any(QUERIES, random);
      String pasted =
          "https://"
              + any(HOSTS, random)
              + prefix
              + any(ROUTES, random)
              + "/".repeat(random.nextInt(3))
              + query;
      Endpoint endpoint =
          Endpoint.of(
              ProviderConfig.builder(pasted)
                  .type(any(List.of("openai", "azure", "anthropic"), random))
                  .wireApi(any(List.of("completions", "responses"), random))
                  .build());
      String call = endpoint.call("m").toString();
      String where = "seed " + seed + ": " + pasted + " -> " + call;
      sane(call, where);
      boolean foundry = pasted.contains("azure.com") && call.contains("/anthropic/");
      assertThat(call).as(where).contains(foundry ? "" : prefix);
      assertThat(call).as(where).contains(query.contains("k=v") ? "k=v" : "");
      Endpoint again =
          Endpoint.of(
              ProviderConfig.builder(call)
                  .type(Correction.word(endpoint.type()))
                  .wireApi(endpoint.wireApi() == WireApi.RESPONSES ? "responses" : "completions")
                  .build());
      assertThat(again.call("m")).as(where).hasToString(call);
      assertThat(again.warnings()).as(where).isEmpty();
    }
  }

  private static void sane(String call, String where) {
    String path = URI.create(call).getRawPath();
    assertThat(path)
        .as(where)
        .doesNotContain("//", "/v1/v1", "/openai/openai", "/openai/v1/openai");
    for (String end : List.of("/chat/completions", "/responses", "/messages")) {
      assertThat(path.split(end, -1).length).as(where).isLessThanOrEqualTo(2);
    }
    assertThat(call.split("api-version=", -1).length).as(where).isLessThanOrEqualTo(2);
  }

  private static String any(List<String> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
