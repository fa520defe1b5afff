package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.ObjectSchema;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.util.List;

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
  private final boolean caching;

  RequestWriter(JsonGenerator json, ModelRequest request, Quirks quirks) {
    this.json = json;
    this.request = request;
    this.quirks = quirks;
    this.caching = quirks.promptCaching() && wanted("cache_control");
  }

  void write() throws IOException {
    List<Turn> turns = Turns.of(request.messages(), quirks);
    OutputPlan plan = OutputPlan.of(request, quirks, Turns.allowBudget(turns));
    boolean answerable =
        plan.thinks() || ModelTraits.of(quirks.catalogId(request.model())).refusesPrefill();
    json.writeStartObject();
    json.writeStringField("model", request.model());
    json.writeNumberField("max_tokens", plan.maxTokens());
    system();
    turns(answerable ? Turns.endingWithUser(turns) : turns);
    tools();
    plan.writeThinking(json, !"none".equals(request.reasoningSummary()));
    if (wanted("output_config")) {
      plan.writeEffort(json);
    }
    if (quirks.streaming() && wanted("stream")) {
      json.writeBooleanField("stream", true);
    }
    json.writeEndObject();
  }

  private void system() throws IOException {
    if (request.system().isBlank() || !wanted("system")) {
      return;
    }
    json.writeArrayFieldStart("system");
    new BlockWriter(json, quirks).write(new Content.Text(request.system()), caching);
    json.writeEndArray();
  }

  private void turns(List<Turn> turns) throws IOException {
    int lastUser = turns.size() - (turns.getLast().assistant() ? 2 : 1);
    BlockWriter blocks = new BlockWriter(json, quirks);
    json.writeArrayFieldStart("messages");
    for (int i = 0; i < turns.size(); i++) {
      boolean marked = caching && (i == lastUser || i == lastUser - 2);
      turn(turns.get(i), marked, blocks);
    }
    json.writeEndArray();
  }

  private void turn(Turn turn, boolean marked, BlockWriter blocks) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", turn.role());
    json.writeArrayFieldStart("content");
    int last = turn.blocks().size() - 1;
    for (int i = 0; i <= last; i++) {
      blocks.write(turn.blocks().get(i), marked && i == last);
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
      tool(request.tools().get(i), caching && i == last);
    }
    json.writeEndArray();
  }

  private void tool(ToolSpec tool, boolean marked) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", tool.name());
    json.writeStringField("description", tool.description());
    json.writeFieldName("input_schema");
    WireJson.write(json, ObjectSchema.of(tool.parameters()));
    if (marked) {
      BlockWriter.mark(json);
    }
    json.writeEndObject();
  }

  private boolean wanted(String field) {
    return !quirks.omit().contains(field);
  }
}
