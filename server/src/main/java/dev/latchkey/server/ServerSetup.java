package dev.latchkey.server;

import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.store.LatchkeyHome;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is built from.
 *
 * @param arguments the command line
 * @param environment the only place variables are read from
 * @param workingDirectory where sessions work that name no directory
 * @param log for people
 * @param engines opens the engine when it is first needed
 */
record ServerSetup(
    ServerArguments arguments,
    Map<String, String> environment,
    Path workingDirectory,
    ServerLog log,
    Engines engines) {
  ServerSetup {
    environment = Map.copyOf(environment);
  }

  /** A variable's value; null when unset or empty. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /**
   * How this server reaches others. For strangers it goes to public addresses only, and to where
   * the operator points: the default provider and what is allowed by name.
   */
  Network network() {
    Network network = Network.of(environment);
    if (!arguments.egress().untrusted()) {
      return network;
    }
    List<String> allowed = new ArrayList<>(arguments.egress().allowed());
    for (String name : List.of("COPILOT_PROVIDER_BASE_URL", "COPILOT_API_URL")) {
      String server = server(variable(name));
      if (server != null) {
        allowed.add(server);
      }
    }
    return network.with(EgressGuard.refusing(allowed));
  }

  private static @Nullable String server(@Nullable String url) {
    try {
      URI uri = new URI(url == null ? "" : url.strip());
      int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
      return uri.getHost() == null
          ? null
          : uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    } catch (URISyntaxException _) {
      // said when the provider is used
      return null;
    }
  }

  /** Where sessions and settings are kept. */
  Path home() {
    String user = variable("HOME");
    return LatchkeyHome.of(
        environment, Path.of(user == null ? System.getProperty("user.home", ".") : user));
  }

  /** Opens the engine of a server. */
  @FunctionalInterface
  interface Engines {
    Engine open(Server server);
  }
}
