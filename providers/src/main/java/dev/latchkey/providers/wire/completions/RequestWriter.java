package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.wire.FormatSchema;
import dev.latchkey.providers.wire.ObjectSchema;
import dev.latchkey.providers.wire.Pairing;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;

/** Writes the body of a Chat Completions request: only what is set, no guesses. */
final class RequestWriter {
  private final ModelRequest request;
  private final Quirks quirks;
  private final WireOptions options;
  private final JsonGenerator json;

  private RequestWriter(
      ModelRequest request, Quirks quirks, WireOptions options, JsonGenerator json) {
    this.request = request;
    this.quirks = quirks;
    this.options = options;
    this.json = json;
  }

  static byte[] write(ModelRequest request, Quirks quirks, WireOptions options) {
    return WireJson.bytes(json -> new RequestWriter(request, quirks, options, json).body());
  }

  private void body() throws IOException {
    json.writeStartObject();
    json.writeStringField("model", request.model());
    messages();
    if (request.maxOutputTokens() != null && sends(quirks.outputCap().field())) {
      json.writeNumberField(quirks.outputCap().field(), request.maxOutputTokens());
    }
    if (wantsEffort() && sends("reasoning_effort")) {
      json.writeStringField("reasoning_effort", request.reasoningEffort());
    }
    if (request.cacheKey() != null && quirks.cacheKey() && sends("prompt_cache_key")) {
      json.writeStringField("prompt_cache_key", request.cacheKey());
    }
    if (options.serviceTier() != null && sends("service_tier")) {
      json.writeStringField("service_tier", options.serviceTier());
    }
    tools();
    format();
    if (request.stream() && quirks.streaming()) {
      json.writeBooleanField("stream", true);
      streamOptions();
    }
    json.writeEndObject();
  }

  private void messages() throws IOException {
    json.writeArrayFieldStart("messages");
    if (!request.system().isEmpty()) {
      json.writeStartObject();
      json.writeStringField("role", quirks.systemRole().wireName());
      json.writeStringField("content", request.system());
      json.writeEndObject();
    }
    MessageWriter writer = new MessageWriter(json, quirks);
    for (Message message : Pairing.of(request.messages())) {
      writer.write(message);
    }
    json.writeEndArray();
  }

  /** {@code none} is the word for no reasoning, which here is said by saying nothing. */
  private boolean wantsEffort() {
    return request.reasoningEffort() != null && !request.reasoningEffort().equals("none");
  }

  private void tools() throws IOException {
    if (request.tools().isEmpty() || !sends("tools")) {
      return;
    }
    json.writeArrayFieldStart("tools");
    for (ToolSpec tool : request.tools()) {
      json.writeStartObject();
      json.writeStringField("type", "function");
      json.writeObjectFieldStart("function");
      json.writeStringField("name", tool.name());
      json.writeStringField("description", tool.description());
      json.writeFieldName("parameters");
      WireJson.write(json, ObjectSchema.of(tool.parameters()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    if (request.answerOnly() && sends("tool_choice")) {
      json.writeStringField("tool_choice", "none");
    }
  }

  private void format() throws IOException {
    ResponseFormat format = request.responseFormat();
    if (format != null && sends("response_format")) {
      json.writeObjectFieldStart("response_format");
      json.writeStringField("type", "json_schema");
      json.writeObjectFieldStart("json_schema");
      FormatSchema.write(json, format, sends("response_format.strict"));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void streamOptions() throws IOException {
    if (quirks.streamUsage() && sends("stream_options")) {
      json.writeObjectFieldStart("stream_options");
      json.writeBooleanField("include_usage", true);
      json.writeEndObject();
    }
  }

  private boolean sends(String field) {
    return !quirks.omit().contains(field);
  }
}
