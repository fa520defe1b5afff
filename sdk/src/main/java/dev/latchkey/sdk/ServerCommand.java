package dev.latchkey.sdk;

import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.TelemetryConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments and environment of a runtime in server mode (public protocol, "Spawning"). */
final class ServerCommand {

  private static final String TOKEN_VARIABLE = "COPILOT_SDK_AUTH_TOKEN";

  private final CopilotClientOptions options;

  ServerCommand(CopilotClientOptions options) {
    this.options = options;
  }

  /** The whole command line; transport flags stand where the public SDK puts them. */
  List<String> line(String program, List<String> first, List<String> transport) {
    List<String> command = new ArrayList<>();
    if (program.toLowerCase(Locale.ROOT).endsWith(".js")) {
      command.add("node");
    }
    command.add(program);
    command.addAll(arguments(first, transport));
    return command;
  }

  /** The arguments behind the program. */
  List<String> arguments(List<String> first, List<String> transport) {
    List<String> args = new ArrayList<>(first);
    args.addAll(List.of("--server", "--no-auto-update", "--log-level", options.getLogLevel()));
    args.addAll(transport);
    boolean token = hasToken();
    if (token) {
      args.addAll(List.of("--auth-token-env", TOKEN_VARIABLE));
    }
    if (!options.getUseLoggedInUser().orElse(!token)) {
      args.add("--no-auto-login");
    }
    int idle = options.getSessionIdleTimeoutSeconds().orElse(0);
    if (idle > 0) {
      args.addAll(List.of("--session-idle-timeout", Integer.toString(idle)));
    }
    if (options.isRemote()) {
      args.add("--remote");
    }
    return args;
  }

  /** The complete environment: the inherited one or the given one, plus the SDK's variables. */
  Map<String, String> environment(@Nullable String connectionToken) {
    Map<String, String> given = options.getEnvironment();
    Map<String, String> environment = new LinkedHashMap<>(given == null ? System.getenv() : given);
    environment.remove("NODE_DEBUG");
    if (hasToken()) {
      environment.put(TOKEN_VARIABLE, options.getGitHubToken());
    }
    put(environment, "COPILOT_HOME", options.getCopilotHome());
    put(environment, "COPILOT_CONNECTION_TOKEN", connectionToken);
    if (options.getTelemetry() != null) {
      telemetry(environment, options.getTelemetry());
    }
    return environment;
  }

  private static void telemetry(Map<String, String> environment, TelemetryConfig telemetry) {
    environment.put("COPILOT_OTEL_ENABLED", "true");
    put(environment, "OTEL_EXPORTER_OTLP_ENDPOINT", telemetry.getOtlpEndpoint());
    put(environment, "OTEL_EXPORTER_OTLP_PROTOCOL", telemetry.getOtlpProtocol());
    put(environment, "COPILOT_OTEL_FILE_EXPORTER_PATH", telemetry.getFilePath());
    put(environment, "COPILOT_OTEL_EXPORTER_TYPE", telemetry.getExporterType());
    put(environment, "COPILOT_OTEL_SOURCE_NAME", telemetry.getSourceName());
    telemetry
        .getCaptureContent()
        .ifPresent(capture ->
            environment.put(
                "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", capture.toString()));
  }

  private boolean hasToken() {
    return options.getGitHubToken() != null && !options.getGitHubToken().isEmpty();
  }

  private static void put(Map<String, String> environment, String name, @Nullable String value) {
    if (value != null) {
      environment.put(name, value);
    }
  }
}
