package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.rpc.AgentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The agents of a session. */
final class SessionAgents {

  private SessionAgents() {}

  static CompletableFuture<List<AgentInfo>> list(CopilotSession session) {
    return call(session, "session.agent.list", null)
        .thenApply(answer -> {
          List<AgentInfo> agents = new ArrayList<>();
          for (JsonNode node : answer.path("agents")) {
            AgentInfo agent = Wire.read(node, AgentInfo.class);
            if (agent != null) {
              agents.add(agent);
            }
          }
          return agents;
        });
  }

  @SuppressWarnings("NullAway") // null is the default agent, as in the public API
  static CompletableFuture<AgentInfo> current(CopilotSession session) {
    return call(session, "session.agent.getCurrent", null).thenApply(SessionAgents::agent);
  }

  @SuppressWarnings("NullAway") // null is the default agent, as in the public API
  static CompletableFuture<AgentInfo> select(CopilotSession session, String name) {
    return call(session, "session.agent.select", name).thenApply(SessionAgents::agent);
  }

  private static @Nullable AgentInfo agent(JsonNode answer) {
    return Wire.read(answer.path("agent"), AgentInfo.class);
  }

  private static CompletableFuture<JsonNode> call(
      CopilotSession session, String method, @Nullable String name) {
    session.requireOpen();
    var params = Wire.params(session.getSessionId());
    if (name != null) {
      params.put("name", name);
    }
    return session.connection().call(method, params);
  }
}
