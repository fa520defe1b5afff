package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Usage;
import dev.latchkey.providers.wire.WireJson;

/** Token counts of the Responses API: input includes cached, output includes reasoning tokens. */
final class ResponsesUsage {
  private ResponsesUsage() {}

  static Usage of(JsonNode usage) {
    JsonNode input = usage.path("input_tokens_details");
    JsonNode output = usage.path("output_tokens_details");
    return new Usage(
        WireJson.count(usage, "input_tokens"),
        WireJson.count(usage, "output_tokens"),
        WireJson.count(input, "cached_tokens"),
        WireJson.count(input, "cache_write_tokens"),
        WireJson.count(output, "reasoning_tokens"));
  }
}
