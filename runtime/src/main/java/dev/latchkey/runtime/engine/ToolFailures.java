package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.context.ToolArguments;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import java.util.List;
import java.util.StringJoiner;

/** What a model reads when a call could not even be made. The texts are public contract. */
final class ToolFailures {
  private ToolFailures() {}

  static ToolOutcome unknown(String tool, List<String> known) {
    String others =
        known.isEmpty()
            ? ""
            : " Available tools that can be called are " + String.join(", ", known) + ".";
    return ToolOutcome.failed(Kind.FAILURE, "Tool '" + tool + "' does not exist." + others);
  }

  /** Nothing is guessed or mended: the call may have effects. */
  static ToolOutcome badArguments(ToolSpec tool, String arguments) {
    StringJoiner required = new StringJoiner(", ", " Required: ", ".").setEmptyValue("");
    tool.parameters().path("required").forEach(name -> required.add(name.asText()));
    return ToolOutcome.failed(
        Kind.FAILURE,
        "The call was not made: the arguments of '"
            + tool.name()
            + "' must be one JSON object, but "
            + ToolArguments.problem(arguments)
            + "."
            + required
            + " Call it again with valid JSON.");
  }

  /** A client's tool failed; its own message stays in the client. */
  static ToolOutcome hidden(String tool, JsonNode arguments) {
    return failed(tool, arguments, "Error: Tool execution failed");
  }

  static ToolOutcome failed(String tool, JsonNode arguments, String cause) {
    return ToolOutcome.failed(
        Kind.FAILURE,
        "Failed to execute `"
            + tool
            + "` tool with arguments: "
            + arguments
            + " due to error: "
            + cause);
  }
}
