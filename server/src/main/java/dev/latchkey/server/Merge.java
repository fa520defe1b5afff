package dev.latchkey.server;

import dev.latchkey.runtime.EmittedEvent;
import org.jspecify.annotations.Nullable;

/**
 * How a message may join an earlier one that a slow client has not taken yet.
 *
 * @param kind what joining means
 * @param key only messages with equal keys join
 */
record Merge(Kind kind, String key) {

  /** What joining means. */
  enum Kind {
    /** The later message says all that the earlier one said. */
    REPLACE,
    /** The texts of both are put together. */
    APPEND
  }

  /** The rule for an event of a session; null when each one must arrive as it is. */
  static @Nullable Merge of(String sessionId, EmittedEvent event) {
    if (!event.ephemeral()) {
      return null;
    }
    return switch (event.type()) {
      case "assistant.message_delta", "assistant.reasoning_delta", "assistant.tool_call_delta" ->
          new Merge(Kind.APPEND, event.type() + ' ' + sessionId);
      case "assistant.streaming_delta" -> new Merge(Kind.REPLACE, event.type() + ' ' + sessionId);
      default -> null;
    };
  }

  /** The rule for "this session was updated". */
  static Merge updated(String sessionId) {
    return new Merge(Kind.REPLACE, "updated " + sessionId);
  }
}
