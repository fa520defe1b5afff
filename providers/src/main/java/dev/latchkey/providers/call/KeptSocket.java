package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.courier.MessageSocket;
import java.net.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An open socket between calls, and what its other end has seen. Closes when it idles too long. */
final class KeptSocket {
  private final MessageSocket socket;
  private final HttpHeaders opening;
  private Conversation seen = () -> null;
  private Watchdog.@Nullable Watch idle;
  private long restingSince = System.nanoTime();

  /** Works out what was seen. */
  @FunctionalInterface
  interface Conversation {
    @Nullable SeenConversation known();
  }

  /** A socket that was opened for a request of these headers. */
  KeptSocket(MessageSocket socket, HttpHeaders opening) {
    this.socket = socket;
    this.opening = opening;
  }

  MessageSocket socket() {
    return socket;
  }

  /** Whether it can still carry a request that would have been opened with these headers. */
  boolean suits(HttpHeaders headers) {
    wake();
    return opening.equals(headers) && socket.open();
  }

  /**
   * Whether its other end is still there. After a long rest only an answer tells: what lies between
   * the two may have gone without a word. Blocks for as long as {@code limit}.
   */
  boolean alive(Duration longRest, Duration limit) throws InterruptedException {
    boolean rested = System.nanoTime() - restingSince >= longRest.toNanos();
    return !rested || socket.responds(limit);
  }

  /** What was seen; asking forgets it, because what is sent now may fail. */
  @Nullable SeenConversation takeSeen() {
    SeenConversation known = seen.known();
    seen = () -> null;
    return known;
  }

  /** A reply was complete; {@code conversation} is worked out when it is needed. */
  void saw(Conversation conversation) {
    seen = conversation;
  }

  /** Waits for the next call, but not for ever. */
  void rest(Watchdog watchdog, Duration limit) {
    wake();
    restingSince = System.nanoTime();
    Watchdog.Watch waiting = watchdog.watch(null);
    waiting.expect(Phase.BETWEEN_CHUNKS, limit, socket::close);
    idle = waiting;
  }

  void close() {
    wake();
    socket.close();
  }

  private void wake() {
    Watchdog.Watch waiting = idle;
    if (waiting != null) {
      waiting.close();
      idle = null;
    }
  }
}
