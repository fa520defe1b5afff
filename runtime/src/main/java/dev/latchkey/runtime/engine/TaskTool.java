package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.tool.PermissionAsk;
import dev.latchkey.runtime.tool.Tool;
import dev.latchkey.runtime.tool.ToolOrigin;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import dev.latchkey.runtime.tool.ToolUse;
import java.util.List;
import java.util.Optional;

/** Hands a task to a sub-agent and gives its last words back. */
final class TaskTool implements Tool {
  static final String NAME = "task";

  /** Starts sub-agents on behalf of one agent. */
  @FunctionalInterface
  interface Starter {
    ToolOutcome start(TaskOrder order) throws InterruptedException;
  }

  private final ToolSpec spec;
  private final Starter starter;

  /** A tool that offers these agents; there is at least one. */
  TaskTool(List<CustomAgent> agents, Starter starter) {
    this.spec = new ToolSpec(NAME, description(agents), parameters(agents));
    this.starter = starter;
  }

  private static String description(List<CustomAgent> agents) {
    StringBuilder text = new StringBuilder();
    text.append("Hands a task to an agent that works on it by itself, with its own context and ");
    text.append("tools, and returns its final answer. The agent sees nothing of this ");
    text.append("conversation. Calls made together run at the same time. Agents:");
    for (CustomAgent agent : agents) {
      text.append("\n- ").append(agent.name());
      if (!agent.description().isBlank()) {
        text.append(": ").append(agent.description().strip());
      }
    }
    return text.toString();
  }

  private static ObjectNode parameters(List<CustomAgent> agents) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    text(properties, "name", "A short name for this piece of work.");
    text(properties, "prompt", "The task, with everything the agent has to know.");
    ArrayNode names = text(properties, "agent_type", "Which agent.").putArray("enum");
    agents.forEach(agent -> names.add(agent.name()));
    text(properties, "description", "What is being done, in three to five words.");
    text(properties, "model", "Another model for the agent, only if the user asked for it.");
    text(properties, "reasoning_effort", "Another effort, only if the user asked for it.");
    schema.putArray("required").add("name").add("prompt").add("agent_type").add("description");
    return schema;
  }

  private static ObjectNode text(ObjectNode properties, String name, String description) {
    return properties.putObject(name).put("type", "string").put("description", description);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolOrigin origin() {
    return ToolOrigin.BUILTIN;
  }

  /** What a sub-agent does is asked about; that it is started is not. */
  @Override
  public Optional<PermissionAsk> permission(ToolUse use) {
    return Optional.empty();
  }

  @Override
  public ToolOutcome run(ToolUse use) throws InterruptedException {
    TaskOrder order;
    try {
      order = TaskOrder.read(use);
    } catch (IllegalArgumentException e) {
      return ToolOutcome.failed(Kind.FAILURE, String.valueOf(e.getMessage()));
    }
    return starter.start(order);
  }
}
