package dev.latchkey.runtime.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One call of a tool.
 *
 * @param callId the model's id of the call
 * @param arguments parsed arguments; an empty object when the model gave none
 * @param workingDirectory of the session
 */
public record ToolUse(String callId, JsonNode arguments, Path workingDirectory) {
  public ToolUse {
    Objects.requireNonNull(callId);
    Objects.requireNonNull(arguments);
    Objects.requireNonNull(workingDirectory);
  }
}
