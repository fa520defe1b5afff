package dev.latchkey.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.TelemetryConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerCommandTest {

  @Test
  void keepsTheOrderOfThePublicSdk() {
    CopilotClientOptions options =
        new CopilotClientOptions()
            .setGitHubToken("t")
            .setLogLevel("debug")
            .setSessionIdleTimeoutSeconds(9)
            .setRemote(true);
    assertThat(new ServerCommand(options).line("/c", List.of("--yolo"), List.of("--stdio")))
        .containsExactly(
            "/c",
            "--yolo",
            "--server",
            "--no-auto-update",
            "--log-level",
            "debug",
            "--stdio",
            "--auth-token-env",
            "COPILOT_SDK_AUTH_TOKEN",
            "--no-auto-login",
            "--session-idle-timeout",
            "9",
            "--remote");
  }

  @Test
  void leavesOutWhatIsNotSet() {
    CopilotClientOptions options = new CopilotClientOptions().setSessionIdleTimeoutSeconds(0);
    assertThat(new ServerCommand(options).line("a.JS", List.of(), List.of()))
        .containsExactly("node", "a.JS", "--server", "--no-auto-update", "--log-level", "info");
    assertThat(
            new ServerCommand(new CopilotClientOptions().setUseLoggedInUser(false))
                .arguments(List.of(), List.of()))
        .endsWith("--no-auto-login");
    assertThat(
            new ServerCommand(
                    new CopilotClientOptions().setGitHubToken("t").setUseLoggedInUser(true))
                .arguments(List.of(), List.of()))
        .doesNotContain("--no-auto-login");
  }

  @Test
  void setsItsVariablesOnTopOfTheEnvironment() {
    CopilotClientOptions options =
        new CopilotClientOptions()
            .setEnvironment(Map.of("A", "b", "NODE_DEBUG", "x"))
            .setGitHubToken("gh")
            .setCopilotHome("/home")
            .setTelemetry(
                new TelemetryConfig()
                    .setOtlpEndpoint("http://o")
                    .setOtlpProtocol("grpc")
                    .setFilePath("/f")
                    .setExporterType("file")
                    .setSourceName("n")
                    .setCaptureContent(false));
    assertThat(new ServerCommand(options).environment("tok"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("A", "b"),
                Map.entry("COPILOT_SDK_AUTH_TOKEN", "gh"),
                Map.entry("COPILOT_HOME", "/home"),
                Map.entry("COPILOT_CONNECTION_TOKEN", "tok"),
                Map.entry("COPILOT_OTEL_ENABLED", "true"),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://o"),
                Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                Map.entry("COPILOT_OTEL_FILE_EXPORTER_PATH", "/f"),
                Map.entry("COPILOT_OTEL_EXPORTER_TYPE", "file"),
                Map.entry("COPILOT_OTEL_SOURCE_NAME", "n"),
                Map.entry("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "false")));
  }
}
