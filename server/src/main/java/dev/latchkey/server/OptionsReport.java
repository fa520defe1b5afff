package dev.latchkey.server;

import dev.latchkey.server.ConfigReport.Entry;
import dev.latchkey.server.config.ConfigPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command line says, and who says what it leaves open. */
public final class OptionsReport {
  private final ServerArguments arguments;
  private final List<Entry> entries = new ArrayList<>();

  private OptionsReport(ServerArguments arguments) {
    this.arguments = arguments;
  }

  /**
   * Which file somebody named; none when nobody did.
   *
   * @param option the value of {@code --config}; null without
   */
  public static List<Entry> ofFile(@Nullable String option, Map<String, String> environment) {
    String variable = environment.getOrDefault(ConfigPlaces.VARIABLE, "").strip();
    if (option != null) {
      return List.of(new Entry("config", option, "--config"));
    }
    return variable.isEmpty()
        ? List.of()
        : List.of(new Entry("config", variable, ConfigPlaces.VARIABLE));
  }

  /** The options of a server. */
  static List<Entry> of(ServerArguments arguments, Map<String, String> environment) {
    OptionsReport report = new OptionsReport(arguments);
    report.entries.addAll(ofFile(arguments.config(), environment));
    report.put("transport", "--stdio", arguments.stdio() ? "stdio" : "tcp");
    if (!arguments.stdio()) {
      String host = arguments.listen().host();
      report.put("host", "--host", host == null ? "127.0.0.1" : host);
      int port = arguments.listen().port();
      report.put("port", "--port", port == 0 ? "any" : String.valueOf(port));
    }
    String level = arguments.logLevel();
    report.put("logLevel", "--log-level", level.equals("default") ? "error" : level);
    ServerArguments.Egress egress = arguments.egress();
    boolean told = arguments.given().contains("--untrusted-clients") || !egress.untrusted();
    report.put(
        "untrustedClients",
        told ? "--untrusted-clients" : "--host",
        String.valueOf(egress.untrusted()));
    report.put("allowEgress", "--allow-egress", String.join(",", egress.allowed()));
    String named = arguments.authTokenVariable();
    report.put("authTokenEnv", "--auth-token-env", named == null ? "" : named);
    report.put("autoLogin", "--no-auto-login", String.valueOf(arguments.autoLogin()));
    return List.copyOf(report.entries);
  }

  private void put(String key, String option, String value) {
    boolean given = arguments.given().contains(option);
    if (given || !value.isEmpty()) {
      entries.add(new Entry("server." + key, value, given ? option : ConfigReport.DEFAULT));
    }
  }
}
