package dev.latchkey.protocol;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Frames in order between two threads, bounded in bytes and count. */
final class FrameQueue {
  private static final int MAX_FRAMES = 8192;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  FrameQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds at the end; waits while full. A frame larger than the whole bound passes when alone. */
  void put(Frame frame) throws IOException {
    lock.lock();
    try {
      awaitRoom(frame);
      if (closed) {
        throw new IOException("Connection is closed");
      }
      frames.addLast(frame);
      bytes += frame.length();
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Frame next) {
    return !frames.isEmpty() && (bytes + next.length() > maxBytes || frames.size() >= MAX_FRAMES);
  }

  private void awaitRoom(Frame next) throws IOException {
    try {
      while (!closed && isFull(next)) {
        room.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for room in the queue");
    }
  }

  /** Takes what is there now, at most about {@code limit} bytes; empty when nothing is. */
  List<Frame> poll(int limit) {
    lock.lock();
    try {
      return remove(limit);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for frames and takes at most about {@code limit} bytes; empty when closed and empty. */
  List<Frame> take(int limit) throws InterruptedException {
    lock.lock();
    try {
      while (frames.isEmpty() && !closed) {
        filled.await();
      }
      return remove(limit);
    } finally {
      lock.unlock();
    }
  }

  private List<Frame> remove(int limit) {
    List<Frame> taken = new ArrayList<>();
    int size = 0;
    while (!frames.isEmpty() && (taken.isEmpty() || size + frames.getFirst().length() <= limit)) {
      Frame frame = frames.removeFirst();
      size += frame.length();
      taken.add(frame);
    }
    bytes -= size;
    if (!taken.isEmpty()) {
      room.signalAll();
    }
    if (frames.isEmpty()) {
      drained.signalAll();
    }
    return taken;
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new frames; those inside can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      filled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new frames and drops those inside. */
  void discard() {
    lock.lock();
    try {
      frames.clear();
      bytes = 0;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
    close();
  }

  /** Waits until everything was taken, for at most {@code millis}. */
  void awaitDrained(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!frames.isEmpty() && left > 0) {
        left = drained.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
