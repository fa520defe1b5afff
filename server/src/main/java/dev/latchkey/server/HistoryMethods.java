package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.Compactions.Compacted;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.context.ContextSize;
import org.jspecify.annotations.Nullable;

/** Methods that shorten the history of a session. */
final class HistoryMethods {
  private HistoryMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      // the second name is the one that the official Java SDK uses
      case "session.history.compact", "session.compaction.compact" ->
          Method.of(HistoryMethods::compact);
      case "session.history.cancelBackgroundCompaction" ->
          Method.of(
              (session, _) -> Methods.flag("cancelled", session.compactions().cancelBackground()));
      case "session.history.abortManualCompaction" ->
          Method.of((session, _) -> Methods.flag("aborted", session.compactions().abortManual()));
      case "session.history.truncate" -> Method.of(HistoryMethods::truncate);
      default -> null;
    };
  }

  private static JsonBody compact(Session session, Call call) {
    Params params = call.params();
    Integer limit = params.number("tokenLimit");
    Compacted done =
        session
            .compactions()
            .compact(
                params.textOrNull("customInstructions"), limit == null ? null : limit.longValue());
    ObjectNode result =
        Json.object()
            .put("success", true)
            .put("tokensRemoved", done.tokensRemoved())
            .put("messagesRemoved", done.messagesRemoved())
            .put("summaryContent", done.summary());
    ContextSize size = done.size();
    result
        .putObject("contextWindow")
        .put("tokenLimit", done.tokenLimit())
        .put("currentTokens", size.total())
        .put("messagesLength", done.messages())
        .put("systemTokens", size.system())
        .put("conversationTokens", size.conversation())
        .put("toolDefinitionsTokens", size.tools());
    return JsonBody.of(result);
  }

  private static JsonBody truncate(Session session, Call call) {
    int removed = session.rewind(call.params().text("eventId"));
    return JsonBody.of(
        Json.object().put("eventsRemoved", removed).put("checkpointCleanupFailed", false));
  }
}
