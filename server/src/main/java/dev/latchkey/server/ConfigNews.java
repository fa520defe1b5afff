package dev.latchkey.server;

import dev.latchkey.protocol.OrderedExecutor;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.LogEntry.Level;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import java.util.concurrent.Executor;

/**
 * Tells live sessions that use the configuration's providers what has become of its files. On a
 * thread of its own: whoever noticed may hold a session's journal.
 */
final class ConfigNews {
  /** The type of its warnings and infos. */
  static final String TYPE = "configuration";

  private final Server server;
  private final OrderedExecutor order;

  ConfigNews(Server server, Executor threads) {
    this.server = server;
    this.order = new OrderedExecutor(threads);
  }

  /** The files have a mistake now, and what they said before stays in force. */
  void broken(String mistake) {
    tell(Level.WARNING, mistake);
  }

  /** The files have no mistake any more. */
  void mended(String news) {
    tell(Level.INFO, news);
  }

  private void tell(Level level, String message) {
    LogEntry entry = new LogEntry(level, message, true, null, TYPE);
    order.execute(() ->
        server.engine().live().stream()
            .filter(this::concerns)
            .forEach(session -> tell(session, entry)));
  }

  private boolean concerns(Session session) {
    try {
      ProviderConfig used = session.models().place(null).provider();
      return server.defaults().files().inForce().has(used);
    } catch (RuntimeException _) {
      // it has no model yet, or has ended
      return false;
    }
  }

  private static void tell(Session session, LogEntry entry) {
    try {
      session.log(entry);
    } catch (SessionException.Closed _) {
      // it ended in the meantime
      return;
    }
  }
}
