package dev.latchkey.server;

import dev.latchkey.protocol.InProcessTransport;
import dev.latchkey.protocol.Transport;
import dev.latchkey.protocol.host.HostOptions;
import dev.latchkey.protocol.host.InProcessHost;

/** The server inside the client's process, found by {@link java.util.ServiceLoader}. */
public final class InProcessServer implements InProcessHost {

  /** For the service loader. */
  public InProcessServer() {}

  @Override
  public Transport connect(HostOptions options) {
    ServerArguments arguments;
    try {
      arguments = ServerArguments.parse(options.args());
    } catch (UsageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    ServerLog log = new ServerLog(System.err, arguments.logLevel());
    Server server =
        new Server(
            new ServerSetup(
                arguments,
                options.environment(),
                options.workingDirectory(),
                log,
                EngineWiring::open));
    InProcessTransport.Pair pair = InProcessTransport.pair();
    Connection connection = server.connect(pair.server());
    Thread.ofVirtual()
        .name("latchkey-connection")
        .start(() -> {
          try (server) {
            connection.run();
          }
        });
    return pair.client();
  }
}
