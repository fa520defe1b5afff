package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A connection that was upgraded to a WebSocket (RFC 6455): text messages both ways. */
public final class WebSocketConnection {
  /** The end of an ordinary conversation. */
  public static final int NORMAL = 1000;

  private static final int PROTOCOL_ERROR = 1002;
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;

  private final HttpConnection connection;
  private final RequestReader reader;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final Deque<String> early = new ArrayDeque<>();
  private boolean gone;
  private int pongs;

  private WebSocketConnection(HttpConnection connection, RequestReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /** Whether a request asks for a WebSocket. */
  public static boolean isWanted(HttpRequest request) {
    return request.line().method().equals("GET")
        && request.headers().first("upgrade").orElse("").equalsIgnoreCase("websocket")
        && request.headers().contains("sec-websocket-key");
  }

  static WebSocketConnection accept(
      HttpRequest request, HttpConnection connection, RequestReader reader) throws IOException {
    String key = request.headers().first("sec-websocket-key").orElse("");
    connection.sendHead(
        101,
        Headers.of(
            "upgrade", "websocket", "connection", "Upgrade", "sec-websocket-accept", proof(key)));
    return new WebSocketConnection(connection, reader);
  }

  private static String proof(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }

  /** The next message; null when the client has left. Pings are answered on the way. */
  public @Nullable String receive() throws IOException {
    while (early.isEmpty() && !gone) {
      frame();
    }
    return early.poll();
  }

  /** Sends one message. */
  public void send(String message) throws IOException {
    write(TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Asks for a sign of life and waits for it.
   *
   * @throws ClientGone when the client leaves instead
   */
  public void ping() throws IOException {
    int before = pongs;
    write(PING, new byte[] {'p'});
    while (pongs == before) {
      frame();
      if (gone) {
        throw new ClientGone();
      }
    }
  }

  /** Says goodbye and closes. */
  public void close(int code) throws IOException {
    write(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    connection.cut();
  }

  /**
   * Waits without sending.
   *
   * @throws ClientGone when the client leaves meanwhile
   */
  public void pause(Duration wait) throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (left > 0) {
      if (!reader.hasBytesAhead()
          && reader.closedWithin(Math.clamp(left / 1_000_000, 1, Integer.MAX_VALUE))) {
        throw new ClientGone();
      }
      if (reader.hasBytesAhead()) {
        frame();
      }
      if (gone) {
        throw new ClientGone();
      }
      left = deadline - System.nanoTime();
    }
  }

  /** Says nothing until the client leaves or the simulator closes. */
  public void hang() throws IOException {
    while (true) {
      pause(Duration.ofDays(1));
    }
  }

  /** Closes the connection below, without a goodbye. */
  public void cut() {
    connection.cut();
  }

  /** Resets the connection below. */
  public void reset() throws IOException {
    connection.reset();
  }

  private void frame() throws IOException {
    byte[] head;
    try {
      head = reader.take(2);
    } catch (EOFException left) {
      gone = true;
      return;
    }
    int kind = head[0] & 0x0F;
    if ((head[1] & MASKED) == 0) {
      gone = true;
      close(PROTOCOL_ERROR);
      return;
    }
    byte[] payload = unmasked(length(head[1] & 0x7F));
    switch (kind) {
      case TEXT, CONTINUATION -> {
        partial.writeBytes(payload);
        if ((head[0] & FINAL) != 0) {
          early.add(partial.toString(StandardCharsets.UTF_8));
          partial.reset();
        }
      }
      case PING -> write(PONG, payload);
      case PONG -> pongs++;
      case CLOSE -> {
        gone = true;
        close(NORMAL);
      }
      default -> {
        // what no client of this server sends
      }
    }
  }

  private int length(int announced) throws IOException {
    if (announced < 126) {
      return announced;
    }
    long length = 0;
    for (byte part : reader.take(announced == 126 ? 2 : 8)) {
      length = (length << 8) | (part & 0xFF);
    }
    return Math.toIntExact(length);
  }

  private byte[] unmasked(int length) throws IOException {
    byte[] mask = reader.take(4);
    byte[] payload = reader.take(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  private void write(int kind, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 10);
    frame.write(FINAL | kind);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      boolean small = payload.length < 1 << 16;
      frame.write(small ? 126 : 127);
      for (int shift = small ? 8 : 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(payload);
    connection.write(frame.toByteArray());
  }
}
