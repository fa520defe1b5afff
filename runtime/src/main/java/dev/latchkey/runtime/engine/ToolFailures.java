package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import java.util.List;

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

  static ToolOutcome badArguments(String tool) {
    return ToolOutcome.failed(
        Kind.FAILURE,
        "The arguments of the call to '"
            + tool
            + "' are not one JSON object. Call the tool again with valid JSON.");
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
