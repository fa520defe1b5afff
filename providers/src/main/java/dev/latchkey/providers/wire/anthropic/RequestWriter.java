package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.wire.FormatSchema;
import dev.latchkey.providers.wire.ObjectSchema;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one request body, always in the same field order.
 *
 * <p>Four cache breakpoints, the most the API allows: the last tool, the system prompt, and the
 * ends of the user's last two turns. The last but one is where the previous request ended, so a
 * cached prefix is found however much a turn added.
 */
final class RequestWriter {
  private final JsonGenerator json;
  private final ModelRequest request;
  private final Quirks quirks;
  private final WireOptions options;
  private final @Nullable CacheMark mark;

  RequestWriter(JsonGenerator json, ModelRequest request, Quirks quirks, WireOptions options) {
    this.json = json;
    this.request = request;
    this.quirks = quirks;
    this.options = options;
    boolean caching = quirks.promptCaching() && wanted("cache_control");
    String lifetime = wanted("cache_control.ttl") ? options.cacheTtl() : null;
    this.mark = caching ? new CacheMark(lifetime) : null;
  }

  void write() throws IOException {
    List<Turn> turns = Turns.of(request.messages(), quirks);
    OutputPlan plan = OutputPlan.of(request, quirks, Turns.allowBudget(turns));
    boolean answerable = plan.thinks() || ModelTraits.of(request, quirks).refusesPrefill();
    json.writeStartObject();
    json.writeStringField("model", request.model());
    json.writeNumberField("max_tokens", plan.maxTokens());
    system();
    turns(answerable ? Turns.endingWithUser(turns) : turns);
    tools();
    plan.writeThinking(json, !"none".equals(request.reasoningSummary()));
    outputConfig(plan.effort());
    if (options.serviceTier() != null && wanted("service_tier")) {
      json.writeStringField("service_tier", options.serviceTier());
    }
    if (quirks.streaming() && wanted("stream")) {
      json.writeBooleanField("stream", true);
    }
    json.writeEndObject();
  }

  private void outputConfig(@Nullable String effort) throws IOException {
    ResponseFormat format = request.responseFormat();
    ObjectNode schema = format == null ? null : FormatSchema.plain(format.schema());
    if ((effort == null && schema == null) || !wanted("output_config")) {
      return;
    }
    json.writeObjectFieldStart("output_config");
    if (effort != null) {
      json.writeStringField("effort", effort);
    }
    if (schema != null) {
      json.writeObjectFieldStart("format");
      json.writeStringField("type", "json_schema");
      json.writeFieldName("schema");
      WireJson.write(json, schema);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void system() throws IOException {
    if (request.system().isBlank() || !wanted("system")) {
      return;
    }
    json.writeArrayFieldStart("system");
    new BlockWriter(json, quirks, request.citations())
        .write(new Content.Text(request.system()), mark);
    json.writeEndArray();
  }

  private void turns(List<Turn> turns) throws IOException {
    int lastUser = turns.size() - (turns.getLast().assistant() ? 2 : 1);
    BlockWriter blocks = new BlockWriter(json, quirks, request.citations());
    json.writeArrayFieldStart("messages");
    for (int i = 0; i < turns.size(); i++) {
      boolean marked = i == lastUser || i == lastUser - 2;
      turn(turns.get(i), marked ? mark : null, blocks);
    }
    json.writeEndArray();
  }

  private void turn(Turn turn, @Nullable CacheMark end, BlockWriter blocks) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", turn.role());
    json.writeArrayFieldStart("content");
    int last = turn.blocks().size() - 1;
    for (int i = 0; i <= last; i++) {
      blocks.write(turn.blocks().get(i), i == last ? end : null);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tools() throws IOException {
    if (request.tools().isEmpty() || !wanted("tools")) {
      return;
    }
    json.writeArrayFieldStart("tools");
    int last = request.tools().size() - 1;
    for (int i = 0; i <= last; i++) {
      tool(request.tools().get(i), i == last ? mark : null);
    }
    json.writeEndArray();
    if (request.answerOnly() && wanted("tool_choice")) {
      json.writeObjectFieldStart("tool_choice");
      json.writeStringField("type", "none");
      json.writeEndObject();
    }
  }

  private void tool(ToolSpec tool, @Nullable CacheMark end) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", tool.name());
    json.writeStringField("description", tool.description());
    json.writeFieldName("input_schema");
    WireJson.write(json, ObjectSchema.of(tool.parameters()));
    if (end != null) {
      end.write(json);
    }
    json.writeEndObject();
  }

  private boolean wanted(String field) {
    return !quirks.omit().contains(field);
  }
}
