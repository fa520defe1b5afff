package dev.latchkey.server;

import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is attached to which session. The steps that change it for one session wait for each other;
 * different sessions do not.
 */
final class SessionHubs {
  private final Executor threads;
  private final Map<String, SessionHub> hubs = new ConcurrentHashMap<>();
  private final ReentrantLock[] locks = new ReentrantLock[64];

  SessionHubs(Executor threads) {
    this.threads = threads;
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** The hub of a session somebody is attached to. */
  Optional<SessionHub> hub(String id) {
    return Optional.ofNullable(hubs.get(id));
  }

  /** Creates a session with this connection attached, its events held back. */
  Opened create(Engine engine, String id, SessionOptions options, Connection connection) {
    ReentrantLock lock = lockOf(id);
    lock.lock();
    try {
      SessionHub before = hubs.get(id);
      SessionHub hub = new SessionHub(id, threads);
      Attachment attachment = hub.attach(connection);
      hubs.put(id, hub);
      boolean created = false;
      try {
        Session session = engine.create(options, hub);
        created = true;
        return opened(session, attachment);
      } finally {
        if (!created) {
          restore(id, engine.live(id).isPresent() ? before : null);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Opens a session again with this connection attached. */
  Opened resume(
      Engine engine, String id, SessionOptions options, ResumeMode mode, Connection connection) {
    ReentrantLock lock = lockOf(id);
    lock.lock();
    try {
      SessionHub before = engine.live(id).isPresent() ? hubs.get(id) : null;
      SessionHub hub = before == null ? new SessionHub(id, threads) : before;
      boolean attachedBefore = hub.attachment(connection).isPresent();
      Attachment attachment = hub.attach(connection);
      hubs.put(id, hub);
      boolean resumed = false;
      try {
        Session session = engine.resume(id, options, mode, hub);
        resumed = true;
        return opened(session, attachment);
      } finally {
        if (!resumed) {
          if (!attachedBefore) {
            hub.detach(connection);
          }
          restore(id, before);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static Opened opened(Session session, Attachment attachment) {
    attachment.connection().attached().add(session.id());
    return new Opened(session, attachment);
  }

  private void restore(String id, @Nullable SessionHub before) {
    if (before == null) {
      hubs.remove(id);
    } else {
      hubs.put(id, before);
    }
  }

  /** Detaches a connection; the last one ends the session. Unknown sessions are left alone. */
  void leave(Engine engine, String id, Connection connection) {
    ReentrantLock lock = lockOf(id);
    lock.lock();
    try {
      SessionHub hub = hubs.get(id);
      connection.attached().remove(id);
      if (hub == null || hub.attachment(connection).isEmpty()) {
        return;
      }
      if (hub.connections().equals(List.of(connection))) {
        end(engine, hub, ShutdownType.ROUTINE, null);
      } else {
        hub.detach(connection);
        engine.live(id).ifPresent(session -> session.removeTools(connection));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a session for everybody. */
  void shutDown(Engine engine, String id, ShutdownType type, @Nullable String reason) {
    ReentrantLock lock = lockOf(id);
    lock.lock();
    try {
      SessionHub hub = hubs.get(id);
      if (hub == null) {
        engine.live(id).ifPresent(session -> session.close(type, reason));
      } else {
        end(engine, hub, type, reason);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes a session, live or stored. */
  boolean delete(Engine engine, String id) {
    ReentrantLock lock = lockOf(id);
    lock.lock();
    try {
      boolean deleted = engine.delete(id);
      SessionHub hub = hubs.remove(id);
      if (hub != null) {
        hub.connections().forEach(connection -> connection.attached().remove(id));
      }
      return deleted;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the session while all are still attached: they hear of the end. */
  private void end(Engine engine, SessionHub hub, ShutdownType type, @Nullable String reason) {
    try {
      engine.live(hub.id()).ifPresent(session -> session.close(type, reason));
    } finally {
      hubs.remove(hub.id(), hub);
      hub.connections().forEach(connection -> connection.attached().remove(hub.id()));
    }
  }

  private ReentrantLock lockOf(String id) {
    return locks[Math.floorMod(id.hashCode(), locks.length)];
  }

  /**
   * An opened session.
   *
   * @param session the session
   * @param attachment to be released once the answer is on its way
   */
  record Opened(Session session, Attachment attachment) {}
}
