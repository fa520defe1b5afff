package dev.latchkey.protocol;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One end of a pair of bounded queues inside one process. Messages are passed, never copied. */
public final class InProcessTransport implements Transport {
  private static final long QUEUE_BYTES = 8L * 1024 * 1024;
  private static final int BATCH_BYTES = 64 * 1024;

  private final FrameQueue outgoing;
  private final FrameQueue incoming;
  private Iterator<Frame> batch = List.<Frame>of().iterator();

  private InProcessTransport(FrameQueue outgoing, FrameQueue incoming) {
    this.outgoing = outgoing;
    this.incoming = incoming;
  }

  /** Two connected ends. */
  public static Pair pair() {
    FrameQueue there = new FrameQueue(QUEUE_BYTES);
    FrameQueue back = new FrameQueue(QUEUE_BYTES);
    return new Pair(new InProcessTransport(there, back), new InProcessTransport(back, there));
  }

  @Override
  public void send(Frame message) throws IOException {
    outgoing.put(message);
  }

  @Override
  public @Nullable Frame receive() throws IOException {
    if (!batch.hasNext()) {
      try {
        batch = incoming.take(BATCH_BYTES).iterator();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while waiting for a message");
      }
    }
    return batch.hasNext() ? batch.next() : null;
  }

  @Override
  public long backlog() {
    return outgoing.bytes();
  }

  @Override
  public void close() {
    outgoing.close();
    incoming.close();
  }

  /**
   * The two ends.
   *
   * @param client one end
   * @param server the other end
   */
  public record Pair(Transport client, Transport server) {}
}
