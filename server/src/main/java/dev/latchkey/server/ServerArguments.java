package dev.latchkey.server;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.net.AllowedServers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that SDKs start a server with.
 *
 * @param stdio speak over standard input and output; otherwise listen on TCP
 * @param listen where to listen for TCP
 * @param logLevel what goes to standard error: {@code none}, {@code error}, {@code warning}, {@code
 *     info}, {@code debug}, {@code all} or {@code default}
 * @param authTokenVariable environment variable that holds the token of the default provider; null
 *     when not given
 * @param autoLogin whether a token may be taken from {@code GITHUB_TOKEN} and the like
 * @param egress what clients may reach
 * @param config the configuration file to use instead of those at the usual places; null for those
 * @param given the options that were there, whatever their values
 */
record ServerArguments(
    boolean stdio,
    Listen listen,
    String logLevel,
    @Nullable String authTokenVariable,
    boolean autoLogin,
    Egress egress,
    @Nullable String config,
    Set<String> given) {
  ServerArguments {
    given = Set.copyOf(given);
  }

  ServerArguments(
      boolean stdio,
      Listen listen,
      String logLevel,
      @Nullable String authTokenVariable,
      boolean autoLogin,
      Egress egress) {
    this(stdio, listen, logLevel, authTokenVariable, autoLogin, egress, null, Set.of());
  }

  ServerArguments(
      boolean stdio,
      int port,
      String logLevel,
      @Nullable String authTokenVariable,
      boolean autoLogin) {
    this(stdio, new Listen(null, port), logLevel, authTokenVariable, autoLogin, Egress.OPEN);
  }

  /**
   * Where to listen for TCP.
   *
   * @param host address or name; null for the loopback address
   * @param port 0 for any free one
   */
  record Listen(@Nullable String host, int port) {}

  /**
   * The same for a server that serves others than the user who runs it: clients are strangers, and
   * must show a token.
   *
   * @throws UsageException when there is no token
   */
  ServerArguments servingOthers(@Nullable String token) throws UsageException {
    if (token == null || token.isBlank()) {
      throw new UsageException(
          "error: --host "
              + listen.host()
              + " lets others reach this server, so clients must show a token: set"
              + " COPILOT_CONNECTION_TOKEN to a long random text (openssl rand -hex 32).");
    }
    return new ServerArguments(
        stdio,
        listen,
        logLevel,
        authTokenVariable,
        autoLogin,
        new Egress(true, egress.allowed()),
        config,
        given);
  }

  /**
   * Where providers that clients bring may be.
   *
   * @param untrusted whether clients are strangers, who may only use public addresses
   * @param allowed what they may reach all the same: host names, {@code host:port}, address ranges
   */
  record Egress(boolean untrusted, List<String> allowed) {
    static final Egress OPEN = new Egress(false, List.of());

    Egress {
      allowed = List.copyOf(allowed);
    }
  }

  private static final Set<String> LOG_LEVELS =
      Set.of("none", "error", "warning", "info", "debug", "all", "default");

  /**
   * Reads a command line.
   *
   * @throws UsageException with the line to print before exiting with 1
   */
  static ServerArguments parse(List<String> args) throws UsageException {
    Parser parser = new Parser(args);
    while (parser.next()) {}
    return new ServerArguments(
        parser.stdio,
        new Listen(parser.host, parser.port),
        parser.logLevel,
        parser.authTokenVariable,
        parser.autoLogin,
        new Egress(parser.untrusted, parser.allowed),
        parser.config,
        parser.given);
  }

  private static final class Parser {
    private final Deque<String> left;
    private boolean stdio;
    private @Nullable String host;
    private int port;
    private String logLevel = "default";
    private @Nullable String authTokenVariable;
    private boolean autoLogin = true;
    private @Nullable String config;
    private boolean untrusted;
    private final List<String> allowed = new ArrayList<>();
    private final Set<String> given = new HashSet<>();

    private Parser(List<String> args) {
      left = new ArrayDeque<>(args);
    }

    private boolean next() throws UsageException {
      String arg = left.pollFirst();
      if (arg == null) {
        return false;
      }
      int equals = arg.indexOf('=');
      if (equals > 0 && arg.startsWith("--")) {
        left.addFirst(arg.substring(equals + 1));
        arg = arg.substring(0, equals);
      }
      given.add(arg);
      option(arg);
      return true;
    }

    private void option(String name) throws UsageException {
      switch (name) {
        case "--stdio" -> stdio = true;
        case "--untrusted-clients" -> untrusted = true;
        case "--allow-egress" -> allow(value("--allow-egress <host>"));
        case "--no-auto-login" -> autoLogin = false;
        case "--host" -> host = value("--host <address>");
        case "--port" -> port = number("--port <port>", 65_535);
        case "--log-level" -> logLevel = level();
        case "--config" -> config = value("--config <file>");
        case "--auth-token-env" -> authTokenVariable = value("--auth-token-env <name>");
        case "--session-idle-timeout" ->
            number("--session-idle-timeout <seconds>", Integer.MAX_VALUE);
        case "--log-dir" -> value("--log-dir <directory>");
        // Accepted and without effect here: this is a server without updates, remote or prompts.
        case "--headless",
            "--server",
            "--embedded-host",
            "--no-auto-update",
            "--remote",
            "--no-color",
            "--yolo",
            "--allow-all",
            "--allow-all-tools",
            "--allow-all-paths",
            "--allow-all-urls",
            "--experimental" -> {}
        default ->
            throw new UsageException(
                name.startsWith("-")
                    ? "error: unknown option '" + name + "'"
                    : "error: too many arguments. Expected 0 arguments but got 1.");
      }
    }

    private void allow(String servers) throws UsageException {
      try {
        AllowedServers.of("--allow-egress", List.of(servers.split(",", -1)));
      } catch (ModelException.InvalidRequest e) {
        throw new UsageException("error: " + e.failure().message() + " " + e.failure().nextStep());
      }
      allowed.addAll(List.of(servers.split(",", -1)));
    }

    private String value(String option) throws UsageException {
      String value = left.pollFirst();
      if (value == null) {
        throw new UsageException("error: option '" + option + "' argument missing");
      }
      return value;
    }

    private int number(String option, int max) throws UsageException {
      String text = value(option);
      try {
        int number = Integer.parseInt(text);
        if (number >= 0 && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below, like a number out of range.
      }
      throw new UsageException(
          "error: option '" + option + "' argument '" + text + "' is invalid.");
    }

    private String level() throws UsageException {
      String text = value("--log-level <level>").toLowerCase(Locale.ROOT);
      if (!LOG_LEVELS.contains(text)) {
        throw new UsageException(
            "error: option '--log-level <level>' argument '"
                + text
                + "' is invalid. Allowed choices are none, error, warning, info, debug, all, default.");
      }
      return text;
    }
  }
}
