package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.tool.PermissionAsk;
import dev.latchkey.runtime.tool.Tool;
import dev.latchkey.runtime.tool.ToolOrigin;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolOutcome.Kind;
import dev.latchkey.runtime.tool.ToolUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool that a client runs. */
final class ExternalTool implements Tool {
  private static final String KIND = "custom-tool";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ClientTool tool;
  private final ToolSpec spec;
  private final ClientCalls clients;

  ExternalTool(ClientTool tool, ClientCalls clients) {
    this.tool = tool;
    this.clients = clients;
    this.spec = new ToolSpec(tool.name(), tool.description(), schema(tool.parameters()));
  }

  private static JsonNode schema(@Nullable JsonNode parameters) {
    if (parameters != null && parameters.isObject() && !parameters.isEmpty()) {
      return parameters;
    }
    ObjectNode empty = NODES.objectNode().put("type", "object");
    empty.putObject("properties");
    return empty;
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolOrigin origin() {
    return ToolOrigin.CUSTOM;
  }

  @Override
  public Optional<PermissionAsk> permission(ToolUse use) {
    if (tool.skipPermission()) {
      return Optional.empty();
    }
    ObjectNode request =
        NODES
            .objectNode()
            .put("kind", KIND)
            .put("toolCallId", use.callId())
            .put("toolName", tool.name())
            .put("toolDescription", tool.description());
    request.set("args", use.arguments());
    ObjectNode approval = NODES.objectNode().put("kind", KIND).put("toolName", tool.name());
    return Optional.of(new PermissionAsk(request, request.deepCopy(), approval));
  }

  @Override
  public ToolOutcome run(ToolUse use) throws InterruptedException {
    return switch (clients.call(tool.name(), use)) {
      case ToolReply.Result(JsonNode value) -> outcome(value);
      case ToolReply.Failed _ -> ToolFailures.hidden(tool.name(), use.arguments());
    };
  }

  private static ToolOutcome outcome(JsonNode value) {
    if (value.isTextual()) {
      return ToolOutcome.success(value.textValue());
    }
    if (!value.isObject() || !value.path("textResultForLlm").isTextual()) {
      return ToolOutcome.success(value.isNull() ? "" : value.toString());
    }
    Kind kind = Kind.of(value.path("resultType").asText("success"));
    List<JsonNode> binaries = new ArrayList<>();
    value.path("binaryResultsForLlm").forEach(binaries::add);
    JsonNode log = value.path("sessionLog");
    return new ToolOutcome(
        kind,
        value.path("textResultForLlm").textValue(),
        binaries,
        log.isTextual() ? log.textValue() : null,
        telemetry(value.path("toolTelemetry")));
  }

  private static Map<String, Object> telemetry(JsonNode node) {
    Map<String, Object> facts = new HashMap<>();
    node.properties().forEach(entry -> facts.put(entry.getKey(), entry.getValue()));
    return facts;
  }
}
