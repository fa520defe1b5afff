package dev.latchkey.server;

import dev.latchkey.protocol.StreamTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code latchkey serve} and the flags by which SDKs start a server. */
public final class ServerCommand {
  private ServerCommand() {}

  /**
   * Serves until the client goes (over standard streams) or the process is told to stop (over TCP).
   * Blocks. On SIGTERM sessions are closed and the process exits with 0.
   *
   * @param args the arguments after the command's name
   * @param environment all variables
   * @param streams standard streams; standard output carries nothing but frames or the port
   * @return the exit code: 0, or 1 when the arguments are wrong or the port is taken
   */
  public static int run(List<String> args, Map<String, String> environment, Streams streams) {
    ServerArguments arguments;
    try {
      arguments = ServerArguments.parse(args);
      if (TcpListener.reachableByOthers(arguments.listen())) {
        arguments = arguments.servingOthers(environment.get(Server.TOKEN_VARIABLE));
      }
    } catch (UsageException e) {
      streams.err().println(e.getMessage());
      return 1;
    }
    ServerLog log = new ServerLog(streams.err(), arguments.logLevel());
    Path directory = Path.of("").toAbsolutePath();
    Server server =
        new Server(new ServerSetup(arguments, environment, directory, log, EngineWiring::open));
    Thread onSignal = Thread.ofPlatform().unstarted(() -> endNow(server));
    Runtime.getRuntime().addShutdownHook(onSignal);
    try (server) {
      return arguments.stdio() ? overStreams(server, streams) : overTcp(server, streams, log);
    } finally {
      forget(onSignal);
    }
  }

  private static int overStreams(Server server, Streams streams) {
    StreamTransport transport =
        StreamTransport.open(streams.in(), streams.out(), streams.out()::flush);
    server.connect(transport).run();
    return 0;
  }

  private static int overTcp(Server server, Streams streams, ServerLog log) {
    ServerArguments.Listen listen = server.setup().arguments().listen();
    try (TcpListener listener = TcpListener.open(listen, server)) {
      String line = "CLI server listening on port " + listener.port() + "\n";
      streams.out().write(line.getBytes(StandardCharsets.UTF_8));
      streams.out().flush();
      listener.run();
      return 0;
    } catch (IOException e) {
      String host = listen.host() == null ? "127.0.0.1" : listen.host();
      log.error("cannot listen on " + host + ": " + e.getMessage());
      return 1;
    }
  }

  /** A signal's exit code would be 143; clients expect 0. */
  private static void endNow(Server server) {
    try {
      server.shutDown();
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook does the rest.
    }
  }

  /**
   * Standard streams.
   *
   * @param in input
   * @param out output, unbuffered
   * @param err for people
   */
  public record Streams(InputStream in, OutputStream out, PrintStream err) {

    /**
     * The process's own. Standard output is kept for frames: whatever else prints to it goes to
     * standard error from now on.
     */
    public static Streams take() {
      System.setOut(System.err);
      return new Streams(
          new java.io.FileInputStream(java.io.FileDescriptor.in),
          new java.io.FileOutputStream(java.io.FileDescriptor.out),
          System.err);
    }
  }
}
