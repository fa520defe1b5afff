package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcFrames;
import dev.latchkey.runtime.store.SessionFacts;
import dev.latchkey.runtime.store.StoredSession;
import org.jspecify.annotations.Nullable;

/** What lists and lifecycle notifications say of a session. */
final class SessionLines {
  private SessionLines() {}

  /** One entry of {@code session.list}. */
  static ObjectNode entry(StoredSession session) {
    SessionFacts facts = session.facts();
    ObjectNode entry = Json.object();
    entry.put("sessionId", facts.id());
    entry.put("startTime", Times.iso(facts.createdAt()));
    entry.put("modifiedTime", Times.iso(session.modifiedAt()));
    putIfSet(entry, "summary", facts.name());
    putIfSet(entry, "name", facts.name());
    entry.put("clientName", facts.clientName());
    entry.put("isRemote", false);
    entry.put("isDetached", false);
    ObjectNode context = entry.putObject("context");
    context.put("cwd", facts.cwd());
    putIfSet(context, "gitRoot", facts.gitRoot());
    putIfSet(context, "repository", facts.repository());
    putIfSet(context, "branch", facts.branch());
    return entry;
  }

  /** {@code session.lifecycle} with the session's times and summary. */
  static Frame lifecycle(String type, StoredSession session) {
    SessionFacts facts = session.facts();
    ObjectNode params = lifecycle(type, facts.id());
    ObjectNode metadata = params.putObject("metadata");
    metadata.put("startTime", Times.iso(facts.createdAt()));
    metadata.put("modifiedTime", Times.iso(session.modifiedAt()));
    putIfSet(metadata, "summary", facts.name());
    return RpcFrames.notification("session.lifecycle", JsonBody.of(params));
  }

  /** {@code session.lifecycle} of a session that is gone. */
  static Frame deleted(String id) {
    return RpcFrames.notification(
        "session.lifecycle", JsonBody.of(lifecycle("session.deleted", id)));
  }

  private static ObjectNode lifecycle(String type, String id) {
    return Json.object().put("type", type).put("sessionId", id);
  }

  static void putIfSet(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
