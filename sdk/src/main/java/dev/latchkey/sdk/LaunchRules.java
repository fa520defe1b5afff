package dev.latchkey.sdk;

import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.RuntimeConnection;
import com.github.copilot.rpc.StdioRuntimeConnection;
import com.github.copilot.rpc.TcpRuntimeConnection;
import com.github.copilot.rpc.UriRuntimeConnection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which options exclude each other, and which way to the runtime they ask for. An explicit
 * connection wins over the environment, that over what the other options imply.
 */
public final class LaunchRules {

  /** Chooses the transport when no option does: {@code inprocess} or {@code stdio}. */
  public static final String DEFAULT_CONNECTION = "COPILOT_SDK_DEFAULT_CONNECTION";

  private final CopilotClientOptions options;
  private final @Nullable String preference;

  private LaunchRules(CopilotClientOptions options, @Nullable String preference) {
    this.options = options;
    this.preference = preference;
  }

  /**
   * Checks the options and chooses.
   *
   * @param preference the value of {@link #DEFAULT_CONNECTION}; null when unset
   * @throws IllegalArgumentException if options contradict each other
   */
  public static LaunchPlan plan(CopilotClientOptions options, @Nullable String preference) {
    LaunchRules rules = new LaunchRules(options, preference);
    rules.checkCombinations();
    RuntimeConnection connection = options.getConnection();
    return connection == null ? rules.inferred() : rules.explicit(connection);
  }

  private void checkCombinations() {
    if (options.getCliUrl() != null) {
      refuseIf(options.getCliPath() != null, "cliUrl and cliPath exclude each other: set one");
      refuseIf(
          options.getGitHubToken() != null || options.getUseLoggedInUser().isPresent(),
          "gitHubToken and useLoggedInUser have no effect on a running server: leave them out"
              + " with cliUrl");
      options.setUseStdio(false);
    }
    String token = options.getTcpConnectionToken();
    refuseIf(token != null && token.isEmpty(), "tcpConnectionToken must not be empty");
    refuseIf(
        token != null && options.isUseStdio(),
        "tcpConnectionToken needs TCP: call setUseStdio(false) or leave it out");
    refuseIf(
        options.getMode() == CopilotClientMode.EMPTY
            && options.getCopilotHome() == null
            && options.getCliUrl() == null
            && !(options.getConnection() instanceof UriRuntimeConnection),
        "mode EMPTY needs copilotHome: sessions must not share a user's directory");
  }

  private LaunchPlan inferred() {
    String wanted = preference == null ? "" : preference.toLowerCase(Locale.ROOT);
    refuseIf(
        !wanted.isEmpty() && !wanted.equals("inprocess") && !wanted.equals("stdio"),
        DEFAULT_CONNECTION + " must be inprocess or stdio; it is: " + preference);
    if (options.getCliUrl() != null) {
      ServerAddress address = ServerAddress.parse(options.getCliUrl());
      return new LaunchPlan.Remote(address.host(), address.port(), options.getTcpConnectionToken());
    }
    List<String> args = args(options.getCliArgs());
    if (!options.isUseStdio()) {
      return new LaunchPlan.Tcp(
          options.getCliPath(), args, options.getPort(), token(options.getTcpConnectionToken()));
    }
    boolean ownProgram = options.getCliPath() != null || options.getPort() != 0;
    if (wanted.equals("inprocess") && !ownProgram) {
      return inProcess();
    }
    boolean forProcess = !args.isEmpty() || options.getTelemetry() != null;
    return ownProgram || forProcess || wanted.equals("stdio")
        ? new LaunchPlan.Stdio(options.getCliPath(), args)
        : new LaunchPlan.Automatic(args);
  }

  private LaunchPlan explicit(RuntimeConnection connection) {
    refuseOther("cliUrl", options.getCliUrl(), url(connection));
    if (connection instanceof StdioRuntimeConnection stdio) {
      refuseOther("cliPath", options.getCliPath(), stdio.getPath());
      refuseIf(!options.isUseStdio() || options.getPort() != 0, contradiction("useStdio or port"));
      return new LaunchPlan.Stdio(either(stdio.getPath()), args(stdio.getArgs()));
    }
    if (connection instanceof TcpRuntimeConnection tcp) {
      refuseOther("cliPath", options.getCliPath(), tcp.getPath());
      refuseOther("tcpConnectionToken", options.getTcpConnectionToken(), tcp.getConnectionToken());
      refuseIf(options.getPort() != 0 && options.getPort() != tcp.getPort(), contradiction("port"));
      refuseIf("".equals(tcp.getConnectionToken()), "the connection token must not be empty");
      return new LaunchPlan.Tcp(
          either(tcp.getPath()),
          args(tcp.getArgs()),
          tcp.getPort(),
          token(tcp.getConnectionToken()));
    }
    if (connection instanceof UriRuntimeConnection uri) {
      refuseOther("cliPath", options.getCliPath(), null);
      refuseOther("tcpConnectionToken", options.getTcpConnectionToken(), uri.getConnectionToken());
      ServerAddress address = ServerAddress.parse(uri.getUrl());
      return new LaunchPlan.Remote(address.host(), address.port(), uri.getConnectionToken());
    }
    refuseOther("cliPath", options.getCliPath(), null);
    refuseIf(!options.isUseStdio() || options.getPort() != 0, contradiction("useStdio or port"));
    return inProcess();
  }

  private LaunchPlan inProcess() {
    refuseIf(
        options.getEnvironment() != null
            || options.getTelemetry() != null
            || options.getCwd() != null
            || (options.getCliArgs() != null && options.getCliArgs().length > 0),
        "environment, telemetry, cwd and cliArgs belong to a child process: leave them out"
            + " in-process, or choose RuntimeConnection.forStdio()");
    return new LaunchPlan.InProcess();
  }

  private List<String> args(String @Nullable [] args) {
    return args == null ? List.of() : List.of(args);
  }

  private List<String> args(@Nullable List<String> own) {
    List<String> legacy = args(options.getCliArgs());
    refuseIf(own != null && !legacy.isEmpty() && !own.equals(legacy), contradiction("cliArgs"));
    return own == null ? legacy : own;
  }

  private @Nullable String either(@Nullable String own) {
    return own == null ? options.getCliPath() : own;
  }

  private static @Nullable String url(RuntimeConnection connection) {
    return connection instanceof UriRuntimeConnection uri ? uri.getUrl() : null;
  }

  private static String token(@Nullable String given) {
    return given == null ? UUID.randomUUID().toString() : given;
  }

  private static void refuseOther(String name, @Nullable String legacy, @Nullable String own) {
    refuseIf(legacy != null && !Objects.equals(legacy, own), contradiction(name));
  }

  private static String contradiction(String name) {
    return name + " contradicts setConnection(...): set it in one place only";
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new IllegalArgumentException(message);
    }
  }
}
