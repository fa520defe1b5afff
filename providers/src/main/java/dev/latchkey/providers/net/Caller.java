package dev.latchkey.providers.net;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something; each part is null where it is not known or there is none.
 *
 * @param session the session
 * @param turn what the session is doing, as long as it does it
 * @param agent the agent of the session
 * @param parent the agent that started this one
 */
public record Caller(
    @Nullable String session,
    @Nullable String turn,
    @Nullable String agent,
    @Nullable String parent) {

  /** The caller that the variables of a model call name. */
  public static Caller of(Map<String, String> variables) {
    return new Caller(
        variables.get("session.id"),
        variables.get("turn.id"),
        variables.get("agent.id"),
        variables.get("agent.parent"));
  }
}
