package dev.latchkey.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sees every byte. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(Simulator simulator) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), simulator.port());
    socket.setSoTimeout(10_000);
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  RawClient post(String path, String body) throws IOException {
    String head = "POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    String length = "content-length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
    socket.getOutputStream().write((head + length + body).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Everything up to these characters, which must come. */
  String readUntil(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("Closed after: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** Everything until the server closes. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Leaves with a TCP reset, as a client in a hurry does. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
