package dev.latchkey.providers.contract;

import dev.latchkey.providers.net.ForwardProxy;
import dev.latchkey.providers.net.Listening;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/**
 * How calls to a server elsewhere end at the simulator, which answers in its place: it is the proxy
 * of plain HTTP; sockets and TLS are tunnelled to it, TLS with a certificate of that server's name.
 */
final class Way implements AutoCloseable {
  private final Map<String, String> variables;
  private final List<AutoCloseable> open;

  private Way(Map<String, String> variables, List<AutoCloseable> open) {
    this.variables = variables;
    this.open = open;
  }

  static Way to(Row row, Simulator sim) {
    if (row.secure()) {
      return secure(row, sim);
    }
    if (!row.socket() || row.local()) {
      return new Way(Map.of("HTTP_PROXY", sim.baseUrl()), List.of());
    }
    ForwardProxy proxy = ForwardProxy.start(sim.port(), "");
    return new Way(Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()), List.of(proxy));
  }

  private static Way secure(Row row, Simulator sim) {
    try {
      Path directory = Files.createTempDirectory("contract");
      TestCertificate certificate = TestCertificate.create(directory, row.host(sim));
      Listening front =
          Listening.start(
              certificate.server().getServerSocketFactory(), client -> serve(client, sim));
      ForwardProxy proxy = ForwardProxy.start(front.port(), "");
      Map<String, String> variables =
          Map.of(
              "HTTPS_PROXY",
              "http://127.0.0.1:" + proxy.port(),
              "NODE_EXTRA_CA_CERTS",
              certificate.certificate().toString());
      return new Way(variables, List.of(proxy, front, () -> delete(directory)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the simulator listens shows only inside: a handshake that fails is another failure. */
  private static void serve(Socket client, Simulator sim) throws IOException, InterruptedException {
    ((SSLSocket) client).startHandshake();
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), sim.port())) {
      Listening.pass(client, plain);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : new ArrayList<>(files.toList())) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** What the environment says. */
  Map<String, String> variables() {
    return variables;
  }

  @Override
  public void close() {
    for (AutoCloseable part : open) {
      try {
        part.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
