package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.discovery.FoundryLocal;
import dev.latchkey.providers.endpoint.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for users says what the code does. */
class ProvidersPageTest {
  private static final Path PAGE = Path.of("../docs/providers.md");
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  static Stream<String> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(PAGE)).results().map(result -> result.group(2));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockIsAProviderThatConnects(String block) throws IOException {
    ProviderConfig config = ProviderJson.read(new JsonMapper().readTree(block));
    boolean asked = config.baseUrl().equals(FoundryLocal.BASE_URL);
    ProviderConfig found = asked ? config.withBaseUrl("http://127.0.0.1:5273/v1") : config;
    assertThat(Endpoint.of(found).call("m").getScheme()).startsWith("http");
  }

  @Test
  void everyBlockIsJson() throws IOException {
    assertThat(BLOCK.matcher(Files.readString(PAGE)).results().map(MatchResult::group))
        .isNotEmpty()
        .allMatch(block -> block.startsWith("```json\n"));
  }

  @Test
  void statesTheDefaults() throws IOException {
    CallPolicy policy = CallPolicy.DEFAULT;
    assertThat(Files.readString(PAGE))
        .contains("| connect | " + policy.connect().toSeconds() + " s |")
        .contains("| first byte | " + policy.firstByte().toMinutes() + " min; ")
        .contains(policy.firstByteLocal().toMinutes() + " min for servers on this machine")
        .contains("| between chunks | " + policy.betweenChunks().toMinutes() + " min |")
        .contains("no more than " + policy.retryAfterCap().toSeconds() + " s");
    assertThat(policy.maxRetries()).isEqualTo(5);
  }
}
