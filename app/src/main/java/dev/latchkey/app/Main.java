package dev.latchkey.app;

import dev.latchkey.server.ServerCommand;
import java.util.Arrays;
import java.util.List;

/** The {@code latchkey} command. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its status, see docs/command.md. */
  public static void main(String[] args) {
    System.exit(run(Arrays.asList(args)));
  }

  // The server's path stays clear of the command-line library: SDKs start a process per client
  // and wait for its first reply.
  private static int run(List<String> args) {
    if (serves(args)) {
      List<String> flags = args.getFirst().equals("serve") ? args.subList(1, args.size()) : args;
      return ServerCommand.run(flags, System.getenv(), ServerCommand.Streams.take());
    }
    if (args.equals(List.of("train"))) {
      return Training.run();
    }
    return Commands.run(args, System.getenv());
  }

  private static boolean serves(List<String> args) {
    return !args.isEmpty()
        && !args.contains("--help")
        && (args.getFirst().equals("serve")
            || args.contains("--headless")
            || args.contains("--server"));
  }
}
