package dev.latchkey.providers.websocket;

import dev.latchkey.providers.courier.Inbox;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.net.Connector;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket. A thread of its own reads: it notices the end of the connection as soon as the
 * system does, and answers pings, whether or not somebody waits for a message.
 */
final class WebSocket implements MessageSocket {
  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int NONE_GIVEN = 1005;
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final Connector.Connected connection;
  private final FrameReader in;
  private final FrameWriter out;
  private final Inbox<byte[]> inbox = new Inbox<>();
  private final SignOfLife life = new SignOfLife();
  private final AtomicBoolean closing = new AtomicBoolean();

  private WebSocket(Connector.Connected connection, InputStream in) throws IOException {
    this.connection = connection;
    this.in = new FrameReader(in);
    this.out = new FrameWriter(connection.socket().getOutputStream());
  }

  /** A socket on a connection after the handshake; {@code in} may have read ahead. */
  static WebSocket on(Connector.Connected connection, InputStream in) throws IOException {
    WebSocket socket = new WebSocket(connection, in);
    Thread.ofVirtual().name("latchkey-websocket").start(socket::read);
    return socket;
  }

  private void read() {
    try {
      while (take(in.next())) {
        life.seen();
      }
    } catch (Violation wrong) {
      end(wrong, wrong.code());
    } catch (EOFException _) {
      end(new IOException("the server ended the connection without a word"), NORMAL);
    } catch (IOException broken) {
      end(broken, NORMAL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      life.over();
      cut();
    }
  }

  private boolean take(Frame frame) throws IOException, InterruptedException {
    switch (frame.kind()) {
      case MESSAGE -> {
        return inbox.put(frame.payload());
      }
      case PING -> out.pong(frame.payload());
      case PONG -> {}
      case CLOSE -> {
        closed(frame.payload());
        return false;
      }
    }
    return true;
  }

  private void closed(byte[] payload) {
    int code = payload.length < 2 ? NONE_GIVEN : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    boolean ordinary = code == NORMAL || code == GOING_AWAY || code == NONE_GIVEN;
    String reason =
        new String(
            payload,
            Math.min(2, payload.length),
            Math.max(0, payload.length - 2),
            StandardCharsets.UTF_8);
    end(
        ordinary
            ? null
            : new IOException(("closed by the server with " + code + " " + reason).strip()),
        ordinary ? NORMAL : code);
  }

  /** What came before can still be read. */
  private void end(@Nullable IOException cause, int code) {
    inbox.end(cause);
    try {
      out.goodbye(code);
    } catch (IOException _) {
      // the other end hears nothing any more
      return;
    }
  }

  @Override
  public void send(byte[] message) throws IOException, InterruptedException {
    out.message(message);
  }

  @Override
  public byte @Nullable [] receive() throws IOException, InterruptedException {
    return inbox.take();
  }

  @Override
  public boolean open() {
    return !closing.get() && !inbox.ended();
  }

  @Override
  public boolean responds(Duration limit) throws InterruptedException {
    long before = life.signs();
    try {
      out.ping();
    } catch (IOException _) {
      return false;
    }
    return life.since(before, limit) && open();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      inbox.discard();
      Thread.ofVirtual().name("latchkey-websocket-close").start(this::leave);
    }
  }

  /** Says goodbye if that takes no time, and goes. */
  private void leave() {
    Thread goodbye = Thread.ofVirtual().start(this::sayGoodbye);
    try {
      goodbye.join(GOODBYE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    cut();
  }

  private void sayGoodbye() {
    try {
      out.goodbye(NORMAL);
      connection.socket().close();
    } catch (IOException _) {
      // it is cut next
      return;
    }
  }

  private void cut() {
    try {
      connection.below().close();
    } catch (IOException _) {
      // nothing is left to be closed
      return;
    }
  }
}
