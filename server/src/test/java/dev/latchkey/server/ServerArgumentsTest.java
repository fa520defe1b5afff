package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerArgumentsTest {

  @Test
  void readsWhatClientsPass() throws UsageException {
    assertThat(
            parse(
                "--yolo --headless --no-auto-update --log-level debug --stdio"
                    + " --auth-token-env COPILOT_SDK_AUTH_TOKEN --no-auto-login"
                    + " --session-idle-timeout 60 --remote"))
        .isEqualTo(
            new ServerArguments(
                true,
                new ServerArguments.Listen(null, 0),
                "debug",
                "COPILOT_SDK_AUTH_TOKEN",
                false,
                ServerArguments.Egress.OPEN,
                null,
                Set.of(
                    "--yolo",
                    "--headless",
                    "--no-auto-update",
                    "--log-level",
                    "--stdio",
                    "--auth-token-env",
                    "--no-auto-login",
                    "--session-idle-timeout",
                    "--remote")));
    ServerArguments spaced = parse("--server --port 4711");
    assertThat(spaced.listen()).isEqualTo(new ServerArguments.Listen(null, 4711));
    assertThat(spaced.logLevel()).isEqualTo("default");
    ServerArguments equals = parse("--server --port=4711 --log-level=none");
    assertThat(equals.listen()).isEqualTo(new ServerArguments.Listen(null, 4711));
    assertThat(equals.logLevel()).isEqualTo("none");
    assertThat(equals.given()).containsExactlyInAnyOrder("--server", "--port", "--log-level");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--nope|error: unknown option '--nope'",
        "-x|error: unknown option '-x'",
        "--nope=1|error: unknown option '--nope'",
        "--port|error: option '--port <port>' argument missing",
        "--port x|error: option '--port <port>' argument 'x' is invalid.",
        "--port 70000|error: option '--port <port>' argument '70000' is invalid.",
        "--host|error: option '--host <address>' argument missing",
        "chat|error: too many arguments. Expected 0 arguments but got 1.",
      })
  void saysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageException.class).hasMessage(message);
  }

  @Test
  void namesTheServerThatIsNone() {
    assertThatThrownBy(() -> parse("--allow-egress http://a"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "error: --allow-egress: \"http://a\" is no server. List host names");
  }

  @Test
  void servesOthersAsStrangers() throws UsageException {
    ServerArguments given = parse("--host 0.0.0.0 --port 1 --allow-egress a,10.0.0.0/8");
    assertThat(given.egress().untrusted()).isFalse();
    assertThat(given.servingOthers("secret").egress())
        .isEqualTo(new ServerArguments.Egress(true, List.of("a", "10.0.0.0/8")));
  }

  private static ServerArguments parse(String line) throws UsageException {
    return ServerArguments.parse(List.of(line.split(" ")));
  }
}
