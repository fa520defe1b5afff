package dev.latchkey.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes queued frames with {@code Content-Length} headers: many small frames in one write, and a
 * flush only when nothing is queued.
 */
final class FrameWriter implements Runnable {
  private static final int GATHER = 64 * 1024;
  private static final int HEADER_ROOM = 40;
  private static final byte[] HEADER = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final FrameQueue queue;
  private final byte[] gathered = new byte[GATHER];
  private int size;

  FrameWriter(OutputStream out, FrameQueue queue) {
    this.out = out;
    this.queue = queue;
  }

  /** Writes until the queue is closed and empty, or the stream breaks. */
  @Override
  public void run() {
    try {
      List<Frame> batch = queue.take(GATHER);
      while (!batch.isEmpty()) {
        writeAll(batch);
        batch = queue.poll(GATHER);
        if (batch.isEmpty()) {
          out.flush();
          batch = queue.take(GATHER);
        }
      }
    } catch (IOException e) {
      // The reading side sees the broken connection too and reports it; senders get "closed".
      queue.discard();
    } catch (InterruptedException e) {
      queue.discard();
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll(List<Frame> batch) throws IOException {
    for (Frame frame : batch) {
      add(frame);
    }
    writeGathered();
  }

  private void add(Frame frame) throws IOException {
    if (size + HEADER_ROOM + frame.length() > GATHER) {
      writeGathered();
    }
    addHeader(frame.length());
    if (size + frame.length() > GATHER) {
      writeGathered();
      frame.writeTo(out);
    } else {
      frame.copyTo(gathered, size);
      size += frame.length();
    }
  }

  private void addHeader(int length) {
    addBytes(HEADER);
    addBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    gathered[size++] = '\r';
    gathered[size++] = '\n';
    gathered[size++] = '\r';
    gathered[size++] = '\n';
  }

  private void addBytes(byte[] bytes) {
    System.arraycopy(bytes, 0, gathered, size, bytes.length);
    size += bytes.length;
  }

  private void writeGathered() throws IOException {
    if (size > 0) {
      out.write(gathered, 0, size);
      size = 0;
    }
  }
}
