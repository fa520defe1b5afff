package dev.latchkey.runtime.engine;

import com.github.copilot.generated.ShutdownType;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.store.SessionFilter;
import dev.latchkey.runtime.store.SessionStore;
import dev.latchkey.runtime.store.StoreException;
import dev.latchkey.runtime.store.StoredSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The engine of this process. */
public final class LocalEngine implements Engine {
  private final EngineOptions options;
  private final SessionStore store;
  private final SessionBuilder builder;
  private final Map<String, LiveSession> live = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Held while a session is opened or removed, so that none is opened twice. */
  private final ReentrantLock opening = new ReentrantLock();

  private volatile boolean closed;

  private LocalEngine(EngineOptions options, Pause pause) {
    this.options = options;
    this.store = options.store();
    this.builder = new SessionBuilder(options, pause, this::ended);
  }

  /** An engine without sessions yet. */
  public static Engine open(EngineOptions options) {
    return new LocalEngine(options, Pause.REAL);
  }

  static Engine open(EngineOptions options, Pause pause) {
    return new LocalEngine(options, pause);
  }

  @Override
  public Session create(SessionOptions wanted, EventListener listener) {
    String id = wanted.id() == null ? UUID.randomUUID().toString() : wanted.id();
    opening.lock();
    try {
      requireOpen();
      LiveSession before = live.get(id);
      if (before != null) {
        before.close(ShutdownType.ROUTINE, null);
      }
      LiveSession session = builder.fresh(id, wanted);
      live.put(id, session);
      options.listener().created(session.profile().summary());
      builder.start(session, listener);
      return session;
    } catch (StoreException.InvalidId _) {
      throw new SessionException.InvalidOptions(
          "Rejected session.create request with invalid sessionId");
    } finally {
      opening.unlock();
    }
  }

  @Override
  public Session resume(String id, SessionOptions wanted, ResumeMode mode, EventListener listener) {
    opening.lock();
    try {
      requireOpen();
      LiveSession session = live.get(id);
      boolean active = session != null;
      if (session == null) {
        session = stored(id, wanted);
        live.put(id, session);
      }
      builder.reopen(session, wanted, mode, active, listener);
      return session;
    } finally {
      opening.unlock();
    }
  }

  private LiveSession stored(String id, SessionOptions wanted) {
    try {
      if (!store.exists(id)) {
        throw new SessionException.NotFound(id);
      }
      return builder.stored(id, wanted);
    } catch (StoreException.InvalidId _) {
      throw new SessionException.NotFound(id);
    } catch (StoreException.Corrupted e) {
      throw new SessionException.Corrupt(String.valueOf(e.getMessage()));
    }
  }

  private void ended(LiveSession session) {
    live.remove(session.id(), session);
  }

  private void requireOpen() {
    if (closed) {
      throw new SessionException.InvalidOptions("The engine is shut down");
    }
  }

  @Override
  public Optional<Session> live(String id) {
    return Optional.ofNullable(live.get(id));
  }

  @Override
  public List<Session> live() {
    synchronized (live) {
      return new ArrayList<>(live.values());
    }
  }

  @Override
  public List<StoredSession> list(SessionFilter filter) {
    return store.list(filter);
  }

  @Override
  public Optional<StoredSession> summary(String id) {
    try {
      return store.find(id);
    } catch (StoreException.InvalidId _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> lastId() {
    List<StoredSession> all = store.list(SessionFilter.ALL);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().facts().id());
  }

  @Override
  public boolean delete(String id) {
    opening.lock();
    try {
      LiveSession session = live.get(id);
      if (session != null) {
        session.close(ShutdownType.ROUTINE, null);
      }
      boolean deleted = deleteStored(id) || session != null;
      if (deleted) {
        options.listener().deleted(id);
      }
      return deleted;
    } finally {
      opening.unlock();
    }
  }

  private boolean deleteStored(String id) {
    try {
      return store.delete(id);
    } catch (StoreException.InvalidId _) {
      return false;
    }
  }

  @Override
  public String version() {
    return options.version();
  }

  @Override
  public void close() {
    closed = true;
    @Nullable RuntimeException trouble = null;
    for (Session session : live()) {
      try {
        session.close(ShutdownType.ROUTINE, null);
      } catch (RuntimeException e) {
        trouble = e;
      }
    }
    store.close();
    if (trouble != null) {
      throw trouble;
    }
  }
}
