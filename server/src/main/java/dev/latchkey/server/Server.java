package dev.latchkey.server;

import dev.latchkey.protocol.ErrorMap;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Transport;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineListener;
import dev.latchkey.runtime.store.DialectFile;
import dev.latchkey.runtime.store.StoredSession;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All connections and sessions of one process, or of one in-process host. The engine is built when
 * the first request needs it: a client's first answer does not wait for it.
 */
final class Server implements EngineListener, AutoCloseable {
  /** Version of this runtime, as told to clients. */
  static final String VERSION = "0.1.0";

  /** Version of the protocol, as told to clients. */
  static final int PROTOCOL_VERSION = 3;

  /** The variable with the token that clients must show. */
  static final String TOKEN_VARIABLE = "COPILOT_CONNECTION_TOKEN";

  private final ServerSetup setup;
  private final ServerErrors errors;
  private final ProcessSecrets secrets;
  private final Doorkeeper doorkeeper;
  private final Executor threads = Thread::startVirtualThread;
  private final SessionHubs hubs = new SessionHubs(threads);
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Engine engine;
  private @Nullable ProviderDesk providers;
  private @Nullable DefaultProvider defaults;
  private volatile boolean shuttingDown;

  Server(ServerSetup setup) {
    this(setup, new Doorkeeper(Doorkeeper.Rules.STANDARD, InstantSource.system()));
  }

  Server(ServerSetup setup, Doorkeeper doorkeeper) {
    this.setup = setup;
    this.doorkeeper = doorkeeper;
    this.errors = new ServerErrors(setup.log());
    this.secrets = new ProcessSecrets(setup.environment());
  }

  /** A client on this transport that came over no network; the caller runs it. */
  Connection connect(Transport transport) {
    return connect(transport, null);
  }

  /** A client at {@code address}; the caller runs it. */
  Connection connect(Transport transport, @Nullable InetAddress address) {
    Connection connection = new Connection(this, transport, threads, address);
    connections.add(connection);
    return connection;
  }

  /**
   * The client has gone: it leaves its sessions, and those it was the last one of end. While the
   * server shuts down that is the engine's work, which may be done already.
   */
  void left(Connection connection) {
    connections.remove(connection);
    for (String id : List.copyOf(connection.attached())) {
      try {
        hubs.leave(engine(), id, connection);
      } catch (RuntimeException e) {
        if (!shuttingDown) {
          setup.log().error("Session " + id + " did not end cleanly: " + e.getMessage());
        }
      }
    }
  }

  ServerSetup setup() {
    return setup;
  }

  /** What no tool result may show. */
  ProcessSecrets secrets() {
    return secrets;
  }

  /** Who keeps clients from guessing the token. */
  Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  ErrorMap errors() {
    return errors;
  }

  /** What sessions use that bring no provider; reads no file before it is asked. */
  DefaultProvider defaults() {
    lock.lock();
    try {
      DefaultProvider existing = defaults;
      if (existing == null) {
        existing = DefaultProvider.of(setup, new ConfigNews(this, threads));
        defaults = existing;
      }
      return existing;
    } finally {
      lock.unlock();
    }
  }

  /** Built when first needed, like the engine. */
  ProviderDesk providers() {
    lock.lock();
    try {
      ProviderDesk existing = providers;
      if (existing == null) {
        existing =
            new ProviderDesk(
                setup, DialectFile.in(setup.home()), direct -> new SessionCourier(hubs, direct));
        providers = existing;
      }
      return existing;
    } finally {
      lock.unlock();
    }
  }

  SessionHubs hubs() {
    return hubs;
  }

  Engine engine() {
    lock.lock();
    try {
      Engine existing = engine;
      if (existing == null) {
        existing = setup.engines().open(this);
        engine = existing;
      }
      return existing;
    } finally {
      lock.unlock();
    }
  }

  /** The token that clients must show; null when none is set. */
  @Nullable String token() {
    String token = setup.environment().get(TOKEN_VARIABLE);
    return token == null || token.isEmpty() ? null : token;
  }

  boolean needsToken() {
    return token() != null;
  }

  boolean shuttingDown() {
    return shuttingDown;
  }

  /** Ends all sessions; when this returns everything is on disk. Idempotent. */
  void shutDown() {
    shuttingDown = true;
    Engine built;
    ProviderDesk desk;
    lock.lock();
    try {
      built = engine;
      desk = providers;
    } finally {
      lock.unlock();
    }
    if (built != null) {
      built.close();
    }
    if (desk != null) {
      desk.close();
    }
  }

  /** Shuts down and closes every connection. */
  @Override
  public void close() {
    shutDown();
    connections.forEach(Connection::close);
  }

  private void broadcast(Frame message, @Nullable Merge merge) {
    for (Connection connection : connections) {
      if (!needsToken() || connection.isAdmitted()) {
        connection.offer(message, merge);
      }
    }
  }

  @Override
  public void created(StoredSession session) {
    broadcast(SessionLines.lifecycle("session.created", session), null);
  }

  @Override
  public void updated(StoredSession session) {
    broadcast(
        SessionLines.lifecycle("session.updated", session), Merge.updated(session.facts().id()));
  }

  @Override
  public void deleted(String sessionId) {
    broadcast(SessionLines.deleted(sessionId), null);
  }
}
