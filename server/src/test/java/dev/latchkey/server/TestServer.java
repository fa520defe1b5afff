package dev.latchkey.server;

import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server on a TCP port of this process, and a simulated provider behind it. */
final class TestServer implements AutoCloseable {
  private final Simulator model = Simulator.start();
  private final List<TestClient> clients = new ArrayList<>();
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private ServerArguments.Egress egress = ServerArguments.Egress.OPEN;
  private Doorkeeper.Rules rules = Doorkeeper.Rules.STANDARD;
  private List<String> options = List.of();
  private Server server;
  private TcpListener listener;

  private TestServer(Path home, Map<String, String> environment) throws IOException {
    this.home = home;
    this.environment.putAll(environment);
    this.environment.put("LATCHKEY_HOME", home.toString());
    this.server = open();
    this.listener = listen();
  }

  static TestServer start(Path home) throws IOException {
    return new TestServer(home, Map.of());
  }

  /** Starts over with the simulated provider as the default one. */
  void restartWithDefaultProvider() throws IOException {
    environment.put("COPILOT_PROVIDER_BASE_URL", model.baseUrl() + "/v1");
    environment.put("COPILOT_MODEL", "from-environment");
    restart();
  }

  /** Sets a variable for the next server. */
  void variable(String name, String value) {
    environment.put(name, value);
  }

  /** The next server's clients are strangers. */
  void distrust(String... allowed) {
    egress = new ServerArguments.Egress(true, List.of(allowed));
  }

  /** The next server treats wrong tokens like this. */
  void rules(Doorkeeper.Rules other) {
    rules = other;
  }

  /** The next server gets this command line. */
  void options(String... args) {
    options = List.of(args);
  }

  private Server open() {
    ServerSetup setup =
        new ServerSetup(
            arguments(), environment, home, new ServerLog(System.err, "error"), EngineWiring::open);
    return new Server(setup, new Doorkeeper(rules, InstantSource.system()));
  }

  private ServerArguments arguments() {
    try {
      return options.isEmpty()
          ? new ServerArguments(
              false, new ServerArguments.Listen(null, 0), "none", null, false, egress)
          : ServerArguments.parse(options);
    } catch (UsageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private TcpListener listen() throws IOException {
    TcpListener opened = TcpListener.open(new ServerArguments.Listen(null, 0), server);
    Thread.startVirtualThread(() -> {
      try {
        opened.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return opened;
  }

  /** Ends this server and starts another one over the same home. */
  void restart() throws IOException {
    stop();
    server = open();
    listener = listen();
  }

  Simulator model() {
    return model;
  }

  TestClient client() throws IOException {
    TestClient client = TestClient.tcp(listener.port());
    clients.add(client);
    return client;
  }

  /** A connection without a peer: messages one by one. */
  StreamTransport wire() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    return StreamTransport.open(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  /** Params of a session of this id with the simulated provider, and more fields. */
  String session(String id, String more) {
    return TestClient.json(
        "{'sessionId':'"
            + id
            + "','model':'gpt-test','provider':{'type':'openai','baseUrl':'"
            + model.baseUrl()
            + "/v1','apiKey':'key'}"
            + more
            + "}");
  }

  private void stop() throws IOException {
    listener.close();
    server.close();
  }

  @Override
  public void close() throws IOException {
    clients.forEach(TestClient::close);
    stop();
    model.close();
  }
}
