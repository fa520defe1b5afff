package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands print addresses, and no password, key or signature that stands in them. */
@DisplayName("A2, F3: no password of a provider or proxy in what commands print")
class SecretsInCommandsTest {
  private static final String MARK = "m4rk3d";

  @TempDir private Path home;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private String run(Map<String, String> environment, String line) {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Commands.run(List.of(line.split(" ", -1)), environment, new Terminal(both, both, false));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Map<String, String> environment(String baseUrl, String proxy) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LATCHKEY_HOME", home.toString());
    variables.put("HTTP_PROXY", "http://me:" + MARK + "@127.0.0.1:1");
    variables.put("COPILOT_PROVIDER_BASE_URL", baseUrl);
    variables.put("COPILOT_MODEL", "m");
    variables.put("COPILOT_PROVIDER_LATCHKEY", "{\"limits\":{\"retries\":{\"max\":0}}}");
    if (!proxy.isEmpty()) {
      variables.put("COPILOT_PROVIDER_PROXY", proxy);
    }
    return variables;
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "doctor --json", "ask --egress Hello", "models", "config show"})
  void ofAProviderThatAnswers(String line) {
    try (Simulator provider = Simulator.start()) {
      provider.enqueue(Reply.text("Hi."));
      String url = provider.baseUrl().replace("://", "://me:" + MARK + "@") + "/v1?sig=" + MARK;
      assertThat(run(environment(url, ""), line))
          .contains("127.0.0.1:" + provider.port())
          .doesNotContain(MARK);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:m4rk3d@127.0.0.1:1",
        "me:m4rk3d@127.0.0.1:1",
        "me:m4rk3d@x@127.0.0.1:1",
        "socks5h://me:m4rk3d@127.0.0.1:1",
        "https://me:m4rk3d@127.0.0.1:1",
        "ftp://me:m4rk3d@127.0.0.1:1",
        "http://me:m4rk3d@127.0.0.1:x"
      })
  void ofAProxyThatDoesNotAnswer(String proxy) {
    Map<String, String> environment = environment("http://models.test/v1", proxy);
    for (String line :
        List.of("doctor", "ask --egress Hello", "models", "config show", "config show --json")) {
      assertThat(run(environment, line)).as(line).isNotEmpty().doesNotContain(MARK);
    }
    assertThat(run(environment, "config show")).contains("***@127.0.0.1:");
  }
}
