package dev.latchkey.simulator.http;

import dev.latchkey.simulator.traffic.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client's connection: proper responses, and every improper thing a test may ask for. */
public final class HttpConnection implements Closeable {
  private final Socket socket;
  private final RequestReader reader;
  private final OutputStream out;
  private byte[] streamBuffer = new byte[0];
  private boolean keepAlive = true;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.reader = new RequestReader(socket);
    this.out = socket.getOutputStream();
  }

  void serve(Handler handler) throws IOException {
    while (keepAlive && !socket.isClosed()) {
      RequestReader.Head head = reader.readHead();
      if (head == null) {
        return;
      }
      if (head.headers().contains("expect")) {
        write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      byte[] body;
      try {
        body = reader.readBody(head.headers());
      } catch (NumberFormatException e) {
        malformed();
        return;
      }
      HttpRequest request = new HttpRequest(head, body);
      keepAlive = request.keepsAlive();
      handler.handle(request, this);
    }
  }

  private void malformed() throws IOException {
    keepAlive = false;
    respond(
        400,
        Headers.of("content-type", "text/plain"),
        "Content-Length or a chunk size is not a number.".getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a complete response with its length. */
  public void respond(int status, Headers headers, byte[] body) throws IOException {
    boolean bodyless = status == 204 || status == 304;
    ResponseHead head = new ResponseHead(status).fields(headers);
    if (!bodyless) {
      head.field("content-length", Integer.toString(body.length));
    }
    byte[] start = head.connection(keepAlive).bytes();
    write(bodyless || body.length == 0 ? start : join(start, body));
  }

  /** Sends a response head as it is given, with nothing added. */
  public void sendHead(int status, Headers headers) throws IOException {
    write(new ResponseHead(status).fields(headers).bytes());
  }

  /**
   * Starts a response whose length is not known yet.
   *
   * @param closeDelimited true to end the body by closing instead of in chunks
   */
  public BodyWriter startBody(int status, Headers headers, boolean closeDelimited)
      throws IOException {
    ResponseHead head = new ResponseHead(status).fields(headers);
    if (closeDelimited) {
      keepAlive = false;
    } else {
      head.field("transfer-encoding", "chunked");
    }
    if (streamBuffer.length == 0) {
      streamBuffer = BodyWriter.newBuffer();
    }
    return new BodyWriter(this, streamBuffer, head.connection(keepAlive).bytes(), !closeDelimited);
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw socket.isClosed() ? e : new ClientGone();
    }
  }

  /**
   * Waits without sending, and notices at once when the client leaves.
   *
   * @throws ClientGone when the client closed the connection meanwhile
   */
  public void pause(Duration wait) throws IOException {
    long deadline = System.nanoTime() + wait.toNanos();
    long left = wait.toNanos();
    while (left > 0) {
      if (left < 1_000_000 || reader.hasBytesAhead()) {
        sleep(Duration.ofNanos(left));
      } else if (leavesWithin((int) Math.min(left / 1_000_000, Integer.MAX_VALUE))) {
        throw new ClientGone();
      }
      left = deadline - System.nanoTime();
    }
  }

  /** A client may leave with a reset too. */
  private boolean leavesWithin(int millis) throws IOException {
    try {
      return reader.closedWithin(millis);
    } catch (IOException e) {
      throw socket.isClosed() ? e : new ClientGone();
    }
  }

  /** Says nothing until the client leaves or the simulator closes. */
  public void hang() throws IOException {
    while (true) {
      pause(Duration.ofDays(1));
    }
  }

  /** Turns the connection into a WebSocket, as {@code request} asks. */
  public WebSocketConnection upgrade(HttpRequest request) throws IOException {
    keepAlive = false;
    return WebSocketConnection.accept(request, this, reader);
  }

  /** No further request is read from this connection. */
  public void lastResponse() {
    keepAlive = false;
  }

  /** Closes the connection in the ordinary way. */
  public void cut() {
    keepAlive = false;
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to close.
    }
  }

  /** Closes the connection with a TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    cut();
  }

  @Override
  public void close() {
    cut();
  }

  private static void sleep(Duration wait) throws IOException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while holding an answer back.", e);
    }
  }

  private static byte[] join(byte[] head, byte[] body) {
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
