package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/** A client's answer to a tool call. */
public sealed interface ToolReply {
  /**
   * The tool ran. {@code value} is a text node or an object of the public form {@code
   * {textResultForLlm, resultType, binaryResultsForLlm?, error?, sessionLog?, toolTelemetry?}}; any
   * other JSON is given to the model as its text.
   */
  record Result(JsonNode value) implements ToolReply {
    public Result {
      Objects.requireNonNull(value);
    }
  }

  /** The tool failed in the client; the model is told so without this text. */
  record Failed(String message) implements ToolReply {
    public Failed {
      Objects.requireNonNull(message);
    }
  }
}
