package dev.latchkey.benchmarks.jmh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** What the benchmarks read, in the form in which providers send it. */
final class Streams {
  private static final String CHUNK =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}]}

      """;
  private static final String END =
      """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private Streams() {}

  /** An answer of so many chunks. */
  static byte[] completions(int chunks) {
    return (CHUNK.repeat(chunks) + END).getBytes(StandardCharsets.UTF_8);
  }

  /** Messages of the protocol, one after the other. */
  static byte[] frames(int count) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"method\":\"session.event\",\"params\":{\"sessionId\":\"s\"}}";
    String frame = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    return frame.repeat(count).getBytes(StandardCharsets.UTF_8);
  }

  /** A client that takes everything at once, and how much that was. */
  static final class Counting extends OutputStream {
    private final AtomicLong total = new AtomicLong();

    @Override
    public void write(int b) {
      total.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      total.addAndGet(length);
    }

    /** Waits until so many bytes have come. */
    void await(long bytes) {
      while (total.get() < bytes) {
        Thread.onSpinWait();
      }
    }
  }
}
