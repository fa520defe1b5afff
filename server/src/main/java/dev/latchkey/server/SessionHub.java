package dev.latchkey.server;

import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.OrderedExecutor;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.PendingPermission;
import dev.latchkey.runtime.PermissionDecision;
import dev.latchkey.runtime.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Spreads the events of one session over the connections that are attached to it. */
final class SessionHub implements EventListener {
  private static final byte[] TAIL = "}}".getBytes(StandardCharsets.UTF_8);

  /** Sent only to sessions where somebody asked for them. */
  private static final Set<String> GATED = Set.of("mcp.oauth_required", "command.queued");

  private final String id;
  private final byte[] head;
  private final OrderedExecutor requests;
  private final CopyOnWriteArrayList<Attachment> attachments = new CopyOnWriteArrayList<>();
  private final Map<String, String> interests = new ConcurrentHashMap<>();
  private final AtomicInteger interestIds = new AtomicInteger();
  private final Executor threads;
  private volatile @Nullable Session approving;
  private volatile @Nullable Connection performer;

  SessionHub(String id, Executor threads) {
    this.id = id;
    this.threads = threads;
    this.requests = new OrderedExecutor(threads);
    byte[] quoted = Json.write(out -> out.writeString(id));
    String start =
        "{\"jsonrpc\":\"2.0\",\"method\":\"session.event\",\"params\":{\"sessionId\":"
            + new String(quoted, StandardCharsets.UTF_8)
            + ",\"event\":";
    this.head = start.getBytes(StandardCharsets.UTF_8);
  }

  String id() {
    return id;
  }

  /** Where requests about this session run, one after the other. */
  Executor requests() {
    return requests;
  }

  @Override
  public void onEvent(EmittedEvent event) {
    if (GATED.contains(event.type()) && !interests.containsValue(event.type())) {
      return;
    }
    Frame frame = Frame.of(head, event.json(), TAIL);
    Merge merge = Merge.of(id, event);
    for (Attachment attachment : attachments) {
      attachment.deliver(frame, merge);
    }
    Session approved = approving;
    if (approved != null && event.type().equals("permission.requested")) {
      // Not on this thread: it holds the journal.
      threads.execute(() -> approvePending(approved));
    }
  }

  /** Approves every permission request of the session from now on, or no longer. */
  void approveAll(Session session, boolean enabled) {
    approving = enabled ? session : null;
    if (enabled) {
      approvePending(session);
    }
  }

  private static void approvePending(Session session) {
    for (PendingPermission pending : session.pendingPermissions()) {
      session.answerPermission(pending.requestId(), new PermissionDecision.ApproveOnce());
    }
  }

  /** The attachment of a connection; a new one begins held. */
  Attachment attach(Connection connection) {
    return attachment(connection)
        .orElseGet(() -> {
          Attachment attachment = new Attachment(connection);
          attachments.add(attachment);
          return attachment;
        });
  }

  Optional<Attachment> attachment(Connection connection) {
    return attachments.stream().filter(a -> a.connection().equals(connection)).findFirst();
  }

  void detach(Connection connection) {
    attachments.removeIf(attachment -> attachment.connection().equals(connection));
  }

  List<Connection> connections() {
    return attachments.stream().map(Attachment::connection).toList();
  }

  /**
   * Who carries the session's requests: the first attached client that asked to perform them, else
   * the last one that did while it is still connected, else {@code direct}.
   *
   * @throws ModelException.Connection when there was such a client but is none any more
   */
  Courier courier(Courier direct) {
    for (Attachment attachment : attachments) {
      Courier client = attachment.connection().performing();
      if (client != null && !attachment.connection().isClosed()) {
        performer = attachment.connection();
        return client;
      }
    }
    Connection last = performer;
    if (last == null) {
      return direct;
    }
    Courier detached = last.isClosed() ? null : last.performing();
    if (detached == null) {
      throw new ModelException.Connection(
          CallFailure.of(
              "The client that performs this session's requests to providers has left.",
              "Open the session again with a client that has a request handler."),
          null,
          false);
    }
    return detached;
  }

  String registerInterest(String eventType) {
    String handle = "interest-" + interestIds.incrementAndGet();
    interests.put(handle, eventType);
    return handle;
  }

  /** Ends an interest; nothing to do where that was done before. */
  void releaseInterest(String handle) {
    interests.remove(handle);
  }
}
