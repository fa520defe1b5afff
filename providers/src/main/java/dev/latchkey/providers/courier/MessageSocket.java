package dev.latchkey.providers.courier;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An open WebSocket of text messages. One thread sends and receives; any thread may close it. */
public interface MessageSocket extends AutoCloseable {
  /** Sends one message, text in UTF-8; blocks until it is handed over. */
  void send(byte[] message) throws IOException, InterruptedException;

  /**
   * The next message, not to be changed; blocks until there is one.
   *
   * @return null when the other end closed the socket in the ordinary way
   * @throws IOException when it broke, or was closed here
   */
  byte @Nullable [] receive() throws IOException, InterruptedException;

  /** Whether nothing is known against sending a message. */
  boolean open();

  /**
   * Whether the other end shows within {@code limit} that it is still there. Blocks. Those who
   * cannot ask believe what {@link #open} says.
   */
  default boolean responds(Duration limit) throws InterruptedException {
    return open();
  }

  /** Closes at once; idempotent. */
  @Override
  void close();
}
