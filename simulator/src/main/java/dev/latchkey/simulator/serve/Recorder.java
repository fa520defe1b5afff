package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Violation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Keeps what was seen, the oldest forgotten beyond a limit. */
public final class Recorder {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Deque<Violation> violations = new ArrayDeque<>();
  private int seen;
  private int abandoned;
  private int sockets;

  /** Keeps this many requests and violations; 0 keeps none and only counts. */
  public Recorder(int limit) {
    this.limit = limit;
  }

  /** The number of the next request, from 1. */
  int number() {
    lock.lock();
    try {
      return ++seen;
    } finally {
      lock.unlock();
    }
  }

  void saw(RecordedRequest request) {
    keep(requests, request);
  }

  void found(Violation violation) {
    keep(violations, violation);
  }

  /** The client left before its answer was complete. */
  void abandoned() {
    lock.lock();
    try {
      abandoned++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A WebSocket was opened, or with -1 closed. */
  void sockets(int change) {
    lock.lock();
    try {
      sockets += change;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many WebSockets are open. */
  public int openSockets() {
    lock.lock();
    try {
      return sockets;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until so many WebSockets are open.
   *
   * @return false when the time was over first
   */
  public boolean awaitSockets(int count, Duration timeout) throws InterruptedException {
    return await(() -> sockets == count, timeout);
  }

  private <T> void keep(Deque<T> kept, T item) {
    lock.lock();
    try {
      kept.add(item);
      if (kept.size() > limit) {
        kept.remove();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What is kept, oldest first. */
  public List<RecordedRequest> requests() {
    return copy(requests);
  }

  /** What is kept, oldest first. */
  public List<Violation> violations() {
    return copy(violations);
  }

  private <T> List<T> copy(Deque<T> kept) {
    lock.lock();
    try {
      return List.copyOf(new ArrayList<>(kept));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets requests, violations and counts. */
  public void clear() {
    lock.lock();
    try {
      requests.clear();
      violations.clear();
      seen = 0;
      abandoned = 0;
    } finally {
      lock.unlock();
    }
  }

  /** All requests so far, kept or not. */
  public int seen() {
    lock.lock();
    try {
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /** How many clients left before their answer was complete. */
  public int abandonedCount() {
    lock.lock();
    try {
      return abandoned;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for so many requests.
   *
   * @return false when the time was over first
   */
  public boolean awaitSeen(int count, Duration timeout) throws InterruptedException {
    return await(() -> seen >= count, timeout);
  }

  /**
   * Waits for so many clients to leave early.
   *
   * @return false when the time was over first
   */
  public boolean awaitAbandoned(int count, Duration timeout) throws InterruptedException {
    return await(() -> abandoned >= count, timeout);
  }

  private boolean await(BooleanSupplier reached, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (!reached.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return reached.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
