package dev.latchkey.server;

import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing side of one connection. Answers wait when the client is slow; events never do, so
 * that a slow client cannot hold up a session: what piles up is merged, and a client that reads
 * nothing at all is cut off.
 */
final class Outbox implements Transport {
  private static final long DIRECT_BYTES = 512L << 10;
  private static final long ANSWER_BYTES = 16L << 20;
  private static final long HARD_LIMIT_BYTES = 64L << 20;

  private final Transport wire;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Mail> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean pumping;
  private boolean closed;

  Outbox(Transport wire, Executor threads) {
    this.wire = wire;
    this.threads = threads;
  }

  @Override
  public void send(Frame message) throws IOException {
    lock.lock();
    try {
      awaitRoom();
      add(new Mail(message, null));
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom() throws IOException {
    try {
      while (!closed && bytes > ANSWER_BYTES) {
        room.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for room in the queue");
    }
    if (closed) {
      throw new IOException("Connection is closed");
    }
  }

  /**
   * Sends without ever blocking.
   *
   * @param merge how this message joins an earlier one that still waits; null for never
   */
  void offer(Frame message, @Nullable Merge merge) {
    boolean overflow;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (waiting.isEmpty() || merge == null || !merged(message, merge)) {
        add(new Mail(message, merge));
      }
      overflow = bytes > HARD_LIMIT_BYTES;
    } catch (IOException e) {
      overflow = true;
    } finally {
      lock.unlock();
    }
    if (overflow) {
      cut();
    }
  }

  private void add(Mail mail) throws IOException {
    if (!pumping && fits(mail.frame())) {
      wire.send(mail.frame());
      return;
    }
    waiting.addLast(mail);
    bytes += mail.frame().length();
    if (!pumping) {
      pumping = true;
      threads.execute(this::pump);
    }
  }

  private boolean fits(Frame frame) {
    long backlog = wire.backlog();
    return backlog == 0 || backlog + frame.length() <= DIRECT_BYTES;
  }

  /** Joins the message with one near the end of the queue; only mergeable ones may lie between. */
  private boolean merged(Frame message, Merge merge) {
    ArrayDeque<Mail> passed = new ArrayDeque<>();
    boolean done = false;
    while (!done && !waiting.isEmpty() && passed.size() < 8 && waiting.getLast().merge() != null) {
      Mail last = waiting.removeLast();
      Mail joined = last.join(message, merge);
      done = joined != null;
      passed.push(joined == null ? last : joined);
      bytes += joined == null ? 0 : joined.frame().length() - last.frame().length();
    }
    waiting.addAll(passed);
    return done;
  }

  private void pump() {
    try {
      for (Frame next = next(); next != null; next = next()) {
        wire.send(next);
      }
    } catch (IOException e) {
      cut();
    }
  }

  private @Nullable Frame next() {
    lock.lock();
    try {
      Mail mail = waiting.pollFirst();
      if (mail == null) {
        pumping = false;
        return null;
      }
      bytes -= mail.frame().length();
      room.signalAll();
      return mail.frame();
    } finally {
      lock.unlock();
    }
  }

  /** Drops everything and closes, without waiting for the client. */
  private void cut() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      bytes = 0;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    threads.execute(wire::close);
  }

  @Override
  public @Nullable Frame receive() throws IOException {
    return wire.receive();
  }

  @Override
  public long backlog() {
    lock.lock();
    try {
      return bytes + wire.backlog();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    awaitPump();
    wire.close();
  }

  /** Gives the pump a moment to hand over what was queued before the end. */
  private void awaitPump() {
    for (int i = 0; i < 100 && isPumping(); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isPumping() {
    lock.lock();
    try {
      return pumping && !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private record Mail(Frame frame, @Nullable Merge merge) {

    /** This message with the later one taken in; null when they do not belong together. */
    @Nullable Mail join(Frame later, Merge how) {
      if (merge == null || !merge.key().equals(how.key())) {
        return null;
      }
      Frame joined = how.kind() == Merge.Kind.REPLACE ? later : Deltas.join(frame, later);
      return joined == null ? null : new Mail(joined, merge);
    }
  }
}
