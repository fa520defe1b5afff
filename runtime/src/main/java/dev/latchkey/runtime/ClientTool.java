package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a client runs: offered to the model, asked for by {@code external_tool.requested},
 * answered through {@link Session#completeToolCall}.
 *
 * @param parameters JSON Schema of the arguments, null for a tool without arguments
 * @param skipPermission run without asking
 * @param overridesBuiltIn replace a built-in tool of the same name
 */
public record ClientTool(
    String name,
    String description,
    @Nullable JsonNode parameters,
    boolean skipPermission,
    boolean overridesBuiltIn) {
  public ClientTool {
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
  }
}
