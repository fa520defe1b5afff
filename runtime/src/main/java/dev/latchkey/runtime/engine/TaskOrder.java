package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.runtime.tool.ToolUse;
import org.jspecify.annotations.Nullable;

/**
 * What a model asks of a sub-agent.
 *
 * @param callId of the call of the task tool
 * @param agentType name of the agent
 * @param name what the model calls this piece of work; empty for nothing
 * @param prompt all the agent is told
 * @param model null for what is configured
 * @param effort null for what is configured
 */
record TaskOrder(
    String callId,
    String agentType,
    String name,
    String prompt,
    @Nullable String model,
    @Nullable String effort) {
  /**
   * Reads the arguments of a call.
   *
   * @throws IllegalArgumentException naming the argument that is missing or of a wrong type
   */
  static TaskOrder read(ToolUse use) {
    JsonNode arguments = use.arguments();
    String name = text(arguments, "name");
    return new TaskOrder(
        use.callId(),
        required(arguments, "agent_type"),
        name == null ? "" : name,
        required(arguments, "prompt"),
        text(arguments, "model"),
        text(arguments, "reasoning_effort"));
  }

  private static String required(JsonNode arguments, String field) {
    String text = text(arguments, field);
    if (text == null) {
      throw new IllegalArgumentException("Invalid input: \"" + field + "\": Required");
    }
    return text;
  }

  private static @Nullable String text(JsonNode arguments, String field) {
    JsonNode value = arguments.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "Invalid input: \""
              + field
              + "\": Expected string, received "
              + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
    }
    return value.textValue().isBlank() ? null : value.textValue();
  }
}
