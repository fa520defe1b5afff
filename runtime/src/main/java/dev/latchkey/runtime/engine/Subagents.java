package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.SubagentSettings;
import dev.latchkey.runtime.context.HistoryRenderer;
import dev.latchkey.runtime.engine.SubagentEvents.Assignment;
import dev.latchkey.runtime.tool.Tool;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Starts the sub-agents of a session and knows those at work. */
final class Subagents {
  private final AgentRoster roster;
  private final Map<String, HistoryRenderer> conversations = new ConcurrentHashMap<>();
  private volatile @Nullable AgentScope main;

  Subagents(AgentRoster roster) {
    this.roster = roster;
  }

  AgentRoster roster() {
    return roster;
  }

  /** The run on whose behalf the main agent starts others from now on. */
  void begin(SessionParts parts, RunGate gate) {
    main = new AgentScope(parts, gate, 0, null);
  }

  /** Takes an event of the journal into the conversations of those at work. */
  void fold(SessionEvent event) {
    conversations.values().forEach(conversation -> conversation.add(event));
  }

  /** Offers the main agent what it may use now. */
  void refresh(ToolSet tools) {
    tools.work(roster.role(), tools(0, this::startForMain));
  }

  private List<Tool> tools(int depth, TaskTool.Starter starter) {
    List<CustomAgent> agents = roster.callable();
    return agents.isEmpty() || depth >= roster.settings().maxDepth()
        ? List.of()
        : List.of(new TaskTool(agents, starter));
  }

  private ToolOutcome startForMain(TaskOrder order) throws InterruptedException {
    AgentScope scope = main;
    if (scope == null) {
      throw new IllegalStateException("No run is going on");
    }
    return start(order, scope);
  }

  private ToolOutcome start(TaskOrder order, AgentScope caller) throws InterruptedException {
    SubagentSettings settings = roster.settings();
    CustomAgent agent = roster.find(order.agentType()).orElse(null);
    if (agent == null || (!agent.inferred() && !settings.disabled().contains(agent.name()))) {
      return refused("Unknown agent_type: " + order.agentType() + ". " + names());
    }
    if (settings.disabled().contains(agent.name())) {
      return refused("The agent " + agent.name() + " is turned off. " + names());
    }
    if (caller.depth() >= settings.maxDepth()) {
      return refused(
          "Agents start each other at most "
              + settings.maxDepth()
              + " deep here. Do this task yourself.");
    }
    AgentModel model;
    try {
      model = AgentModel.choose(agent, order, settings.of(agent.name()), caller.parts().model());
    } catch (SessionException e) {
      return refused("The agent " + agent.name() + " was not started. " + e.getMessage());
    }
    return run(new Assignment(agent, order, model), caller, settings.maxConcurrency());
  }

  private ToolOutcome run(Assignment work, AgentScope caller, int most)
      throws InterruptedException {
    String id = UUID.randomUUID().toString();
    if (!enter(id, most)) {
      return refused(
          most + " agents are at work already, which is the limit. Try again when one has ended.");
    }
    try {
      AgentVoice voice = new AgentVoice(id, roster.deltas());
      AgentScope scope = scope(work, caller, voice);
      try {
        return new Subagent(work, scope, voice).run(caller.agentId());
      } finally {
        scope.parts().model().close();
      }
    } finally {
      conversations.remove(id);
    }
  }

  private synchronized boolean enter(String id, int most) {
    return conversations.size() < most
        && conversations.put(id, HistoryRenderer.ofAgent(id)) == null;
  }

  /** What the agent works with: all that is its caller's, but for what makes it another one. */
  private AgentScope scope(Assignment work, AgentScope caller, AgentVoice voice) {
    SessionParts session = caller.parts();
    String id = voice.agentId();
    SessionState state = session.state().forAgent(work.model().model(), work.model().effort());
    RunGate gate = caller.gate().forAgent(voice);
    int depth = caller.depth() + 1;
    Later later = new Later();
    ToolSet tools = session.tools().forAgent(work.agent().toolFilter(), tools(depth, later));
    SessionParts parts =
        new SessionParts(
            session.id(),
            session.engine(),
            session.settings(),
            state,
            session.journal(),
            conversations.getOrDefault(id, HistoryRenderer.ofAgent(id)),
            session.model().forAgent(state),
            tools,
            session.desk(),
            session.clients(),
            session.meter().forAgent(work.agent()),
            CompactionDesk.ofAgent(),
            session.disk(),
            session.pause(),
            this);
    AgentScope scope = new AgentScope(parts, gate, depth, id);
    later.scope = scope;
    return scope;
  }

  /** Starts agents for one that is still being put together. */
  private final class Later implements TaskTool.Starter {
    private @Nullable AgentScope scope;

    @Override
    public ToolOutcome start(TaskOrder order) throws InterruptedException {
      AgentScope caller = scope;
      if (caller == null) {
        throw new IllegalStateException("The agent is not at work yet");
      }
      return Subagents.this.start(order, caller);
    }
  }

  private String names() {
    List<String> names = roster.callable().stream().map(CustomAgent::name).toList();
    return names.isEmpty()
        ? "There is none to choose."
        : "Use one of: " + String.join(", ", names) + ".";
  }

  private static ToolOutcome refused(String why) {
    return ToolOutcome.failed(Kind.FAILURE, why);
  }
}
