package dev.latchkey.app;

import picocli.CommandLine.Command;

/** Only explains itself: {@link Main} starts the server without the command-line library. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve the SDK protocol over TCP (127.0.0.1), or over standard streams.",
    footer = {
      "",
      "  --stdio                  speak over standard input and output",
      "  --host ADDRESS           listen there; beyond this machine it wants",
      "                           COPILOT_CONNECTION_TOKEN, and clients are strangers",
      "  --untrusted-clients      clients are strangers: public addresses only",
      "  --allow-egress SERVERS   host, host:port, .suffix or range that strangers may reach",
      "  --port N                 TCP port (default: any free one; announced on standard output)",
      "  --log-level LEVEL        none, error, warning, info, debug or all",
      "  --config FILE            configuration file, in place of latchkey.yaml",
      "  --auth-token-env NAME    variable with the token of the default provider",
      "",
      "COPILOT_CONNECTION_TOKEN, when set, is required of every TCP client."
    })
final class ServeCommand implements Runnable {
  @Override
  public void run() {}
}
