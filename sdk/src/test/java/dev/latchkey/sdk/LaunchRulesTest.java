package dev.latchkey.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.RuntimeConnection;
import com.github.copilot.rpc.TelemetryConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchRulesTest {

  private static LaunchPlan plan(CopilotClientOptions options) {
    return LaunchRules.plan(options, null);
  }

  private static CopilotClientOptions options() {
    return new CopilotClientOptions();
  }

  private static void refused(CopilotClientOptions options, String message) {
    assertThatThrownBy(() -> plan(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void looksForItselfByDefault() {
    assertThat(plan(options())).isEqualTo(new LaunchPlan.Automatic(List.of()));
    assertThat(plan(options().setEnvironment(Map.of("A", "b")).setCwd("/")))
        .isEqualTo(new LaunchPlan.Automatic(List.of()));
  }

  @Test
  void spawnsWhatTheOptionsName() {
    assertThat(plan(options().setCliPath("/x"))).isEqualTo(new LaunchPlan.Stdio("/x", List.of()));
    assertThat(plan(options().setCliArgs(new String[] {"-v"})))
        .isEqualTo(new LaunchPlan.Stdio(null, List.of("-v")));
    assertThat(plan(options().setTelemetry(new TelemetryConfig())))
        .isEqualTo(new LaunchPlan.Stdio(null, List.of()));
    assertThat(plan(options().setUseStdio(false).setPort(7).setTcpConnectionToken("t")))
        .isEqualTo(new LaunchPlan.Tcp(null, List.of(), 7, "t"));
    assertThat(((LaunchPlan.Tcp) plan(options().setUseStdio(false))).token()).hasSize(36);
  }

  @Test
  void reachesWhatTheOptionsName() {
    CopilotClientOptions options = options().setCliUrl("9000");
    assertThat(plan(options)).isEqualTo(new LaunchPlan.Remote("localhost", 9000, null));
    assertThat(options.isUseStdio()).isFalse();
    assertThat(plan(options().setCliUrl("https://h:1")))
        .isEqualTo(new LaunchPlan.Remote("h", 1, null));
    assertThat(plan(options().setCliUrl("127.0.0.1:65535")).owned()).isFalse();
  }

  @Test
  void followsTheEnvironmentOnlyWhereOptionsAreSilent() {
    assertThat(LaunchRules.plan(options(), "InProcess")).isEqualTo(new LaunchPlan.InProcess());
    assertThat(LaunchRules.plan(options(), "stdio"))
        .isEqualTo(new LaunchPlan.Stdio(null, List.of()));
    assertThat(LaunchRules.plan(options().setCliPath("/x"), "inprocess"))
        .isEqualTo(new LaunchPlan.Stdio("/x", List.of()));
    assertThat(LaunchRules.plan(options().setCliUrl("1"), "inprocess"))
        .isInstanceOf(LaunchPlan.Remote.class);
    assertThatThrownBy(() -> LaunchRules.plan(options(), "carrier-pigeon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("COPILOT_SDK_DEFAULT_CONNECTION");
  }

  @Test
  void explicitConnectionsWin() {
    assertThat(
            LaunchRules.plan(
                options().setConnection(RuntimeConnection.forStdio("/p").setArgs(List.of("a"))),
                "inprocess"))
        .isEqualTo(new LaunchPlan.Stdio("/p", List.of("a")));
    assertThat(
            plan(
                options()
                    .setConnection(RuntimeConnection.forTcp().setPort(5).setConnectionToken("t"))))
        .isEqualTo(new LaunchPlan.Tcp(null, List.of(), 5, "t"));
    assertThat(
            plan(options().setConnection(RuntimeConnection.forUri("h:8").setConnectionToken("t"))))
        .isEqualTo(new LaunchPlan.Remote("h", 8, "t"));
    assertThat(plan(options().setConnection(RuntimeConnection.forInProcess())))
        .isEqualTo(new LaunchPlan.InProcess());
    assertThat(plan(options().setCliPath("/p").setConnection(RuntimeConnection.forStdio("/p"))))
        .isEqualTo(new LaunchPlan.Stdio("/p", List.of()));
  }

  @Test
  void refusesContradictions() {
    refused(options().setCliUrl("1").setCliPath("/x"), "cliPath");
    refused(options().setCliUrl("1").setGitHubToken("t"), "gitHubToken");
    refused(options().setCliUrl("1").setUseLoggedInUser(true), "useLoggedInUser");
    refused(options().setUseStdio(false).setTcpConnectionToken(""), "empty");
    refused(options().setTcpConnectionToken("t"), "setUseStdio(false)");
    refused(options().setMode(CopilotClientMode.EMPTY), "copilotHome");
    refused(options().setCliPath("/a").setConnection(RuntimeConnection.forStdio("/b")), "cliPath");
    refused(options().setPort(1).setConnection(RuntimeConnection.forStdio()), "port");
    refused(options().setPort(1).setConnection(RuntimeConnection.forTcp().setPort(2)), "port");
    refused(options().setCliUrl("1").setConnection(RuntimeConnection.forUri("2")), "cliUrl");
    refused(options().setCwd("/").setConnection(RuntimeConnection.forInProcess()), "child process");
  }

  @Test
  void refusesAddressesWithoutPort() {
    for (String address : List.of("host", "http://host", "host:0", "host:99999", ":1", "a b:1")) {
      refused(options().setCliUrl(address), address);
    }
    assertThatThrownBy(() -> RuntimeConnection.forUri(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsTokens() {
    assertThat(plan(options().setUseStdio(false).setTcpConnectionToken("s3cret")).toString())
        .doesNotContain("s3cret");
    assertThat(new LaunchPlan.Remote("h", 1, "s3cret").toString()).doesNotContain("s3cret");
  }
}
