package dev.latchkey.providers;

/**
 * The events of one model call, read by one thread.
 *
 * <p>Exactly one terminal event ({@link ModelEvent.Finished} or {@link ModelEvent.Failed}) ends the
 * stream. Closing it early closes the socket; closing twice is harmless.
 */
public interface ModelStream extends AutoCloseable {
  /**
   * The next event; blocks until there is one. After the terminal event the same terminal event is
   * returned again. Interruption ends the stream with {@code Failed(Cancelled)} and keeps the
   * thread's interrupt flag.
   */
  ModelEvent next();

  /** What the call went over. */
  default Transport transport() {
    return Transport.HTTP;
  }

  @Override
  void close();
}
