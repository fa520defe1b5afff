package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.AgentOptions;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SubagentSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods about the custom agents of a session. */
final class AgentMethods {
  private AgentMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.agent.list" ->
          Method.of((session, call) -> list(session.agents().list(), call));
      case "session.agent.reload" ->
          Method.of((session, call) -> list(session.agents().reload(), call));
      case "session.agent.getCurrent" -> Method.of((session, _) -> current(session));
      case "session.agent.select" ->
          Method.of((session, call) -> agent(session.agents().select(call.params().text("name"))));
      case "session.agent.deselect" -> Method.doing((session, _) -> session.agents().deselect());
      case "session.tools.updateSubagentSettings" -> Method.of(AgentMethods::settings);
      default -> null;
    };
  }

  /** The agents in the params of {@code session.create} and {@code session.resume}. */
  static AgentOptions options(Params params) {
    List<CustomAgent> agents = new ArrayList<>();
    for (Params agent : params.objects("customAgents")) {
      agents.add(
          CustomAgent.builder(agent.text("name"), agent.text("prompt"))
              .displayName(agent.textOrNull("displayName"))
              .description(agent.text("description", ""))
              .tools(agent.textsOrNull("tools"))
              .model(agent.textOrNull("model"))
              .reasoningEffort(agent.textOrNull("reasoningEffort"))
              .inferred(agent.flag("infer", true))
              .build());
    }
    return new AgentOptions(
        agents,
        params.textOrNull("agent"),
        params.object("defaultAgent").texts("excludedTools"),
        params.flag("includeSubAgentStreamingEvents", true));
  }

  private static JsonBody list(List<CustomAgent> agents, Call call) {
    boolean prompts = call.params().flag("includePrompt", false);
    ArrayNode entries = Json.array();
    for (CustomAgent agent : agents) {
      ObjectNode entry = entry(agent);
      if (prompts) {
        entry.put("prompt", agent.prompt());
      }
      entries.add(entry);
    }
    return Methods.field("agents", entries);
  }

  private static JsonBody agent(CustomAgent agent) {
    return Methods.field("agent", entry(agent));
  }

  private static JsonBody current(Session session) {
    return session
        .agents()
        .current()
        .map(AgentMethods::agent)
        .orElseGet(() -> JsonBody.of(Json.object().putNull("agent")));
  }

  private static ObjectNode entry(CustomAgent agent) {
    ObjectNode entry =
        Json.object()
            .put("name", agent.name())
            .put("id", agent.name())
            .put("displayName", agent.displayName())
            .put("description", agent.description());
    if (agent.tools() != null) {
      ArrayNode tools = entry.putArray("tools");
      agent.tools().forEach(tools::add);
    }
    SessionLines.putIfSet(entry, "model", agent.model());
    if (!agent.inferred()) {
      entry.put("disableModelInvocation", true);
    }
    return entry;
  }

  /** Settings that are null are the default ones again. */
  private static JsonBody settings(Session session, Call call) {
    SubagentSettings before = SubagentSettings.DEFAULT;
    Params settings = call.params().object("subagents");
    Map<String, SubagentSettings.Choice> choices = new LinkedHashMap<>();
    Params agents = settings.object("agents");
    for (String name : agents.names()) {
      choices.put(name, choice(agents.object(name)));
    }
    session
        .agents()
        .settings(
            new SubagentSettings(
                choices,
                Set.copyOf(settings.texts("disabledSubagents")),
                settings.number("maxConcurrency", before.maxConcurrency()),
                settings.number("maxDepth", before.maxDepth())));
    return JsonBody.EMPTY;
  }

  private static SubagentSettings.Choice choice(Params entry) {
    return new SubagentSettings.Choice(
        entry.textOrNull("model"),
        entry.text("modelPolicy", "preferred").equals("required"),
        entry.textOrNull("effortLevel"),
        entry.flag("autoInvoke", true));
  }
}
