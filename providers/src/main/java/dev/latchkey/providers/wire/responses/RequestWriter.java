package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.WireOptions;
import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Thinking;
import dev.latchkey.providers.wire.FormatSchema;
import dev.latchkey.providers.wire.ObjectSchema;
import dev.latchkey.providers.wire.Pairing;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one request body, always in the same field order.
 *
 * <p>Reasoning fields are sent only when an effort or a summary is asked for: models that do not
 * reason refuse them.
 */
final class RequestWriter {
  private static final String NONE = "none";

  private final JsonGenerator json;
  private final ModelRequest request;
  private final Quirks quirks;
  private final WireOptions options;

  RequestWriter(JsonGenerator json, ModelRequest request, Quirks quirks, WireOptions options) {
    this.json = json;
    this.request = request;
    this.quirks = quirks;
    this.options = options;
  }

  void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("model", request.model());
    if (!request.system().isEmpty() && wanted("instructions")) {
      json.writeStringField("instructions", request.system());
    }
    json.writeFieldName("input");
    new InputWriter(json, quirks, replaysReasoning()).write(Pairing.of(request.messages()));
    tools();
    reasoning();
    format();
    rest();
    json.writeEndObject();
  }

  private void tools() throws IOException {
    if (request.tools().isEmpty() || !wanted("tools")) {
      return;
    }
    json.writeArrayFieldStart("tools");
    for (ToolSpec tool : request.tools()) {
      json.writeStartObject();
      json.writeStringField("type", "function");
      json.writeStringField("name", tool.name());
      json.writeStringField("description", tool.description());
      json.writeFieldName("parameters");
      WireJson.write(json, ObjectSchema.of(tool.parameters()));
      if (wanted("tools.strict")) {
        json.writeBooleanField("strict", false);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (request.answerOnly() && wanted("tool_choice")) {
      json.writeStringField("tool_choice", NONE);
    }
    if (wanted("parallel_tool_calls")) {
      json.writeBooleanField("parallel_tool_calls", true);
    }
  }

  private void reasoning() throws IOException {
    String effort = request.reasoningEffort();
    String summary = wanted("reasoning.summary") ? summary() : null;
    if ((effort != null || summary != null) && wanted("reasoning")) {
      json.writeObjectFieldStart("reasoning");
      if (effort != null) {
        json.writeStringField("effort", effort);
      }
      if (summary != null) {
        json.writeStringField("summary", summary);
      }
      json.writeEndObject();
    }
    if (reasons() && quirks.encryptedReasoning() && wanted("include")) {
      json.writeArrayFieldStart("include");
      json.writeString("reasoning.encrypted_content");
      json.writeEndArray();
    }
  }

  private void format() throws IOException {
    ResponseFormat format = request.responseFormat();
    if (format != null && wanted("text")) {
      json.writeObjectFieldStart("text");
      json.writeObjectFieldStart("format");
      json.writeStringField("type", "json_schema");
      FormatSchema.write(json, format, wanted("response_format.strict"));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void rest() throws IOException {
    Integer cap = request.maxOutputTokens();
    if (cap != null && wanted("max_output_tokens")) {
      json.writeNumberField("max_output_tokens", cap);
    }
    String key = request.cacheKey();
    if (key != null && quirks.promptCaching() && wanted("prompt_cache_key")) {
      json.writeStringField("prompt_cache_key", key);
    }
    if (options.serviceTier() != null && wanted("service_tier")) {
      json.writeStringField("service_tier", options.serviceTier());
    }
    if (wanted("store")) {
      json.writeBooleanField("store", false);
    }
    if (request.stream() && quirks.streaming() && wanted("stream")) {
      json.writeBooleanField("stream", true);
    }
  }

  /** The summary to ask for: by default one whenever the model is asked to reason. */
  private @Nullable String summary() {
    String asked = request.reasoningSummary();
    if (asked == null) {
      String effort = request.reasoningEffort();
      return effort == null || effort.equals(NONE) ? null : "auto";
    }
    return asked.equals(NONE) ? null : asked;
  }

  private boolean reasons() {
    String effort = request.reasoningEffort();
    return effort == null ? summary() != null : !effort.equals(NONE);
  }

  /** Models that never reason refuse reasoning in their input. */
  private boolean replaysReasoning() {
    Thinking asked = request.thinking();
    ModelFacts known = Catalogue.of(quirks.catalogId(request.model()));
    Thinking thinking = asked == null ? Known.orNull(known.thinking()) : asked;
    return quirks.replayReasoning() && thinking != Thinking.NEVER;
  }

  private boolean wanted(String field) {
    return !quirks.omit().contains(field);
  }
}
