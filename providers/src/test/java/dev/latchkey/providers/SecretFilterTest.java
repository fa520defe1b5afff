package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Secrets in texts, in the forms tools print them. */
class SecretFilterTest {
  private static final String KEY = "sk-live/2+aB9_zZ~q==x&y";
  private final SecretFilter filter = SecretFilter.of(List.of(Secret.of(KEY)));

  @Test
  void masksItAsItIsAndUrlEncoded() {
    String encoded = URLEncoder.encode(KEY, StandardCharsets.UTF_8);
    assertThat(filter.text("a " + KEY + " b?k=" + encoded + "&c")).isEqualTo("a *** b?k=***&c");
    assertThat(filter.finds(KEY)).isTrue();
    assertThat(filter.finds("sk-live/2")).isFalse();
  }

  @Test
  void masksItWhereverItStandsInBase64() {
    Random random = new Random(7);
    for (int before = 0; before < 50; before++) {
      byte[] text =
          ("x".repeat(before) + KEY + "y".repeat(random.nextInt(5)))
              .getBytes(StandardCharsets.UTF_8);
      for (Base64.Encoder encoder :
          List.of(
              Base64.getEncoder(),
              Base64.getUrlEncoder(),
              Base64.getMimeEncoder(19, new byte[] {'\n'}))) {
        String shown = filter.text(encoder.encodeToString(text));
        assertThat(shown).contains("***");
        String rest = shown.replace("***", "").replace("\n", "");
        // what is left holds at most the two characters that the secret shares with its neighbours
        assertThat(rest.length()).isLessThanOrEqualTo((before + 5) * 8 / 6 + 6);
      }
    }
  }

  @Test
  void masksTheLongerOfTwoThatOverlap() {
    SecretFilter both = SecretFilter.of(List.of(Secret.of("secret-1"), Secret.of("secret-1-long")));
    assertThat(both.text("secret-1-long secret-1")).isEqualTo("*** ***");
  }

  @Test
  void garblesNoTextForAWord() {
    List<Secret> words = List.of(Secret.of("abc-123"), Secret.of(" "), Secret.of("lm-studio"));
    String text = "lm-studio said abc-123";
    assertThat(SecretFilter.of(words).text(text)).isEqualTo(text);
    assertThat(SecretFilter.NONE.text(KEY)).isEqualTo(KEY);
  }

  @Test
  void aProviderKnowsItsSecrets() {
    ProviderConfig config =
        ProviderConfig.builder("https://user:pass-word@gateway.example.com/v1")
            .apiKey(Secret.of("the-api-key"))
            .bearerToken(Secret.of("the-token"))
            .headers(
                Map.of(
                    "x-team-key",
                    "team-secret",
                    "Authorization",
                    "Bearer in-header",
                    "x-team",
                    "search"))
            .build();
    assertThat(config.secrets().stream().map(Secret::reveal))
        .containsExactlyInAnyOrder(
            "the-api-key",
            "the-token",
            "pass-word",
            "dXNlcjpwYXNzLXdvcmQ=",
            "team-secret",
            "Bearer in-header",
            "in-header");
  }
}
