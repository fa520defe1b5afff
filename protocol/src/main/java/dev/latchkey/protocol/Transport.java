package dev.latchkey.protocol;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole messages between two peers.
 *
 * <p>{@link #send} may be called from any thread; {@link #receive} from one thread at a time.
 */
public interface Transport extends AutoCloseable {

  /**
   * Queues one message. Messages leave in the order of the calls. Blocks while the bounded queue is
   * full.
   *
   * @throws IOException when the transport is closed or broken, or when the thread is interrupted
   *     while it waits for room
   */
  void send(Frame message) throws IOException;

  /**
   * Waits for the next message.
   *
   * @return the message, or null when the other side has closed
   * @throws FrameTooLargeException when a message was over the limit; it has been skipped, and the
   *     next call continues behind it
   * @throws IOException when the transport is broken
   */
  @Nullable Frame receive() throws IOException;

  /** Bytes queued by {@link #send} and not yet handed to the other side or the operating system. */
  long backlog();

  /** Delivers what is queued (for at most a second), then closes both directions. Idempotent. */
  @Override
  void close();
}
