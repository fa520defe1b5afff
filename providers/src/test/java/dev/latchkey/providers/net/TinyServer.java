package dev.latchkey.providers.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A server on a real socket that answers each connection once. */
public final class TinyServer implements AutoCloseable {
  private final Listening port;
  private final Function<Asked, Answer> answers;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request; header names in lower case. */
  public record Asked(String line, Map<String, String> headers, String body) {}

  /** One reply with JSON in it. */
  public record Answer(int status, String header, String body) {
    public static Answer json(int status, String body) {
      return new Answer(status, "X-Test: 1", body);
    }
  }

  private TinyServer(ServerSocketFactory sockets, Function<Asked, Answer> answers) {
    this.answers = answers;
    this.port = Listening.start(sockets, this::serve);
  }

  public static TinyServer start(Function<Asked, Answer> answers) {
    return start(ServerSocketFactory.getDefault(), answers);
  }

  public static TinyServer start(ServerSocketFactory sockets, Function<Asked, Answer> answers) {
    return new TinyServer(sockets, answers);
  }

  public int port() {
    return port.port();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** How many connections there were. */
  public int accepted() {
    return accepted.get();
  }

  public List<Asked> asked() {
    return asked;
  }

  private void serve(Socket socket) throws IOException {
    accepted.incrementAndGet();
    Asked request = read(socket.getInputStream());
    asked.add(request);
    Answer answer = answers.apply(request);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + answer.status()
            + " X\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + answer.header()
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  /** Reads one request from {@code in}, byte by byte so that nothing after it is taken. */
  public static Asked read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Asked(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("cut");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    port.close();
  }
}
