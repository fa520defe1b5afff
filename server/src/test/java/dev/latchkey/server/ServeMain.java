package dev.latchkey.server;

import java.util.List;

/** The server as a process of its own. */
final class ServeMain {
  private ServeMain() {}

  public static void main(String[] args) {
    System.exit(ServerCommand.run(List.of(args), System.getenv(), ServerCommand.Streams.take()));
  }
}
