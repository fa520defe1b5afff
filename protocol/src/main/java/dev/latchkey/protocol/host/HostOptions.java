package dev.latchkey.protocol.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a spawned server process would have got.
 *
 * @param args command-line arguments of server mode, without transport flags
 * @param environment the complete environment; nothing else is read
 * @param workingDirectory directory of sessions that name none
 */
public record HostOptions(
    List<String> args, Map<String, String> environment, Path workingDirectory) {

  /** Copies the collections. */
  public HostOptions {
    args = List.copyOf(args);
    environment = Map.copyOf(environment);
  }

  /** Names only: an environment holds keys. */
  @Override
  public String toString() {
    return "HostOptions[args="
        + args.size()
        + ", environment="
        + environment.keySet()
        + ", workingDirectory="
        + workingDirectory
        + "]";
  }
}
