package dev.latchkey.server;

import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.store.LatchkeyHome;
import dev.latchkey.server.config.ConfigPlaces;
import java.nio.file.Path;
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
   * How this server reaches others. For strangers it goes to public addresses and to what the
   * operator allows; the operator's own providers are not theirs to steer, and go anywhere.
   */
  Network network() {
    Network network = Network.of(environment);
    return arguments.egress().untrusted()
        ? network.with(EgressGuard.refusing(arguments.egress().allowed()))
        : network;
  }

  /** Reads what clients say in the object {@code latchkey} of their providers. */
  ProviderFields providerFields() {
    return arguments.egress().untrusted()
        ? ProviderFields.ofStrangers()
        : ProviderFields.of(environment, workingDirectory);
  }

  /** Where configuration files may be. */
  ConfigPlaces configPlaces() {
    return ConfigPlaces.of(arguments.config(), environment, workingDirectory);
  }

  /** Where sessions and settings are kept. */
  Path home() {
    String user = variable("HOME");
    return LatchkeyHome.of(
        environment, Path.of(user == null ? System.getProperty("user.home", ".") : user));
  }

  /** Without the values of variables. */
  @Override
  public String toString() {
    return "ServerSetup[" + arguments + ", " + workingDirectory + "]";
  }

  /** Opens the engine of a server. */
  @FunctionalInterface
  interface Engines {
    Engine open(Server server);
  }
}
