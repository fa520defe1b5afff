package dev.latchkey.providers.courier;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open WebSocket of text messages. One thread sends and receives; any thread may close it. */
public interface MessageSocket extends AutoCloseable {
  /** Sends one message; blocks until it is handed over. */
  void send(String message) throws IOException, InterruptedException;

  /**
   * The next message; blocks until there is one.
   *
   * @return null when the other end closed the socket in the ordinary way
   * @throws IOException when it broke, or was closed here
   */
  @Nullable String receive() throws IOException, InterruptedException;

  /** Whether nothing is known against sending a message. */
  boolean open();

  /** Closes at once; idempotent. */
  @Override
  void close();
}
