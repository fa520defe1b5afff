package dev.latchkey.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Messages with {@code Content-Length} headers over a pair of streams: standard streams of a
 * process, or a socket's.
 *
 * <p>One thread of its own writes; a slow reader on the other side fills the bounded queue and then
 * blocks {@link #send}.
 */
public final class StreamTransport implements Transport {
  /** Longest message accepted, in bytes: 128 MiB. */
  public static final int MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

  private static final long QUEUE_BYTES = 8L * 1024 * 1024;
  private static final long CLOSE_MILLIS = 1000;

  private final FrameReader reader;
  private final FrameQueue queue = new FrameQueue(QUEUE_BYTES);
  private final Thread writer;
  private final Closeable resource;
  private final AtomicBoolean closed = new AtomicBoolean();

  private StreamTransport(InputStream in, OutputStream out, Closeable resource, Options options) {
    this.reader = new FrameReader(in, options.maxMessageBytes());
    this.resource = resource;
    this.writer = options.threads().newThread(new FrameWriter(out, queue));
  }

  /**
   * Opens a transport over the streams and starts its writing thread.
   *
   * @param resource closed together with the transport: the socket, or something that closes both
   *     streams
   */
  public static StreamTransport open(
      InputStream in, OutputStream out, Closeable resource, Options options) {
    StreamTransport transport = new StreamTransport(in, out, resource, options);
    transport.writer.start();
    return transport;
  }

  /** As {@link #open(InputStream, OutputStream, Closeable, Options)} with the default options. */
  public static StreamTransport open(InputStream in, OutputStream out, Closeable resource) {
    return open(in, out, resource, Options.defaults());
  }

  @Override
  public void send(Frame message) throws IOException {
    queue.put(message);
  }

  @Override
  public @Nullable Frame receive() throws IOException {
    try {
      byte[] body = reader.next();
      return body == null ? null : Frame.of(body);
    } catch (FrameTooLargeException e) {
      throw e;
    } catch (IOException e) {
      if (closed.get()) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public long backlog() {
    return queue.bytes();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.close();
    queue.awaitDrained(CLOSE_MILLIS);
    joinWriter();
    try {
      resource.close();
    } catch (IOException e) {
      // Nothing is left to deliver, and the streams are gone either way.
    }
    queue.discard();
  }

  private void joinWriter() {
    try {
      // Bounded: the writer may itself be blocked by the other side.
      writer.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How a transport works.
   *
   * @param maxMessageBytes longest message accepted, in bytes
   * @param threads makes the writing thread
   */
  public record Options(int maxMessageBytes, ThreadFactory threads) {
    /** Checks the limit. */
    public Options {
      if (maxMessageBytes <= 0) {
        throw new IllegalArgumentException("maxMessageBytes must be positive");
      }
    }

    /** {@link #MAX_MESSAGE_BYTES} and a daemon thread named {@code jsonrpc-writer}. */
    public static Options defaults() {
      return new Options(MAX_MESSAGE_BYTES, Options::daemon);
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "jsonrpc-writer");
      thread.setDaemon(true);
      return thread;
    }
  }
}
