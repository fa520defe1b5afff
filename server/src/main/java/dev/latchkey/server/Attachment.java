package dev.latchkey.server;

import dev.latchkey.protocol.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection that follows one session. */
final class Attachment {
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable List<Letter> held = new ArrayList<>();

  /** Begins held: events wait for {@link #release}, so that the answer to "create" comes first. */
  Attachment(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  void deliver(Frame frame, @Nullable Merge merge) {
    lock.lock();
    try {
      if (held == null) {
        connection.offer(frame, merge);
      } else {
        held.add(new Letter(frame, merge));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends what was held back, and from now on everything at once. */
  void release() {
    lock.lock();
    try {
      if (held != null) {
        held.forEach(letter -> connection.offer(letter.frame(), letter.merge()));
        held = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private record Letter(Frame frame, @Nullable Merge merge) {}
}
