package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The official TypeScript SDK with a server of its own; one per suite. */
public final class TypeScript {
  private static final String TOKEN = "conformance-token";

  private final Latchkey latchkey;
  private final NodeDriver node;
  private int names;

  private TypeScript(Latchkey latchkey, NodeDriver node) {
    this.latchkey = latchkey;
    this.node = node;
  }

  /** How a client reaches its server. */
  public enum Transport {
    /** The client starts the server and speaks over its standard streams. */
    STDIO,
    /** The client starts the server and connects to the port that it announces. */
    TCP,
    /** The server runs already; the client knows its address and token. */
    URI
  }

  /** Starts Node; servers start with the clients. */
  public static TypeScript start(Class<?> suite) throws IOException, InterruptedException {
    return new TypeScript(Latchkey.named(suite.getSimpleName()), NodeDriver.start());
  }

  /** Opens a client with a server of its own. */
  public TypeScriptClient open(Transport transport) throws IOException {
    return transport == Transport.URI
        ? connect(latchkey.listen(TOKEN))
        : open(transport, Map.of("command", latchkey.command().toString(), "token", TOKEN));
  }

  /** Opens a client whose server, over standard streams, has these variables in addition. */
  public TypeScriptClient open(Map<String, String> environment) throws IOException {
    return open(
        Transport.STDIO,
        Map.of("command", latchkey.command().toString(), "environment", environment));
  }

  /**
   * Opens a client that performs the requests to providers, over standard streams.
   *
   * @param way one of those in {@code requests.mjs}
   * @param failures how many requests it fails first
   */
  public TypeScriptClient performing(String way, int failures) throws IOException {
    return open(
        Transport.STDIO,
        Map.of(
            "command",
            latchkey.command().toString(),
            "performs",
            Map.of("way", way, "failures", failures)));
  }

  /** Opens one more client of a server that listens on this port. */
  public TypeScriptClient connect(int port) throws IOException {
    return connect(port, TOKEN);
  }

  /** The same; it performs requests by passing them on. */
  public TypeScriptClient performing(int port) throws IOException {
    return open(
        Transport.URI,
        Map.of(
            "url",
            "127.0.0.1:" + port,
            "token",
            TOKEN,
            "performs",
            Map.of("way", "forward", "failures", 0)));
  }

  /** The same with a token that may be wrong. */
  public TypeScriptClient connect(int port, String token) throws IOException {
    return open(Transport.URI, Map.of("url", "127.0.0.1:" + port, "token", token));
  }

  /** Starts a server for {@link #connect}; returns its port. */
  public int listen() throws IOException {
    return latchkey.listen(TOKEN);
  }

  /** Ends the servers that were started by {@link #listen} or for {@link Transport#URI}. */
  public void stopServers() throws InterruptedException {
    latchkey.stop();
  }

  /** The server under test. */
  public Latchkey latchkey() {
    return latchkey;
  }

  private TypeScriptClient open(Transport transport, Map<String, ?> where) throws IOException {
    String name = newName("client");
    Map<String, Object> parameters = new HashMap<>(where);
    parameters.put("name", name);
    parameters.put("transport", transport.name().toLowerCase(java.util.Locale.ROOT));
    parameters.put("home", latchkey.home().toString());
    parameters.put("work", latchkey.work().toString());
    play("clients.open", parameters);
    return new TypeScriptClient(this, name);
  }

  String newName(String kind) {
    return kind + "-" + ++names;
  }

  /** Plays a part of a suite in {@code node/suites}. */
  public JsonNode play(String part, Map<String, ?> parameters) throws IOException {
    return node.play(part, parameters);
  }

  /** Ends all clients and checks all traffic. */
  public void close() throws IOException, InterruptedException {
    try {
      node.close();
    } finally {
      latchkey.close();
    }
  }
}
