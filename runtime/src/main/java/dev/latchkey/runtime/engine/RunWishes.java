package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.runtime.UserInput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the message that begins a run wants of its model calls, and for whom it is.
 *
 * @param headers extra headers of every call
 * @param format of the final answer; null for any text
 * @param agent who answers
 */
record RunWishes(Map<String, String> headers, @Nullable ResponseFormat format, Agent agent) {
  static final RunWishes NONE = new RunWishes(Map.of(), null, Agent.MAIN);

  /**
   * An agent of a session.
   *
   * @param id null for the main agent, which has the session's
   * @param parent the agent that started it; null for the main agent
   */
  record Agent(@Nullable String id, @Nullable String parent) {
    static final Agent MAIN = new Agent(null, null);

    /** What header templates and those who carry requests may know of it. */
    Map<String, String> variables(String sessionId) {
      return id == null
          ? Map.of("agent.id", sessionId)
          : Map.of("agent.id", id, "agent.parent", parent == null ? sessionId : parent);
    }
  }

  RunWishes {
    headers = Map.copyOf(headers);
  }

  static RunWishes of(UserInput input) {
    return new RunWishes(input.requestHeaders(), input.responseFormat(), Agent.MAIN);
  }

  static RunWishes of(Agent agent) {
    return new RunWishes(Map.of(), null, agent);
  }
}
