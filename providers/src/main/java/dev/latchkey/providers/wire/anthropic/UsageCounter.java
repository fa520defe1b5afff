package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Usage;
import dev.latchkey.providers.wire.WireJson;
import org.jspecify.annotations.Nullable;

/** Adds up token counts: the API counts cached input apart, and reports in two places. */
final class UsageCounter {
  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;

  /** Takes in a report; what it names replaces what was known. */
  void take(JsonNode usage) {
    input = newest(usage, "input_tokens", input);
    output = newest(usage, "output_tokens", output);
    cacheRead = newest(usage, "cache_read_input_tokens", cacheRead);
    cacheWrite = newest(usage, "cache_creation_input_tokens", cacheWrite);
  }

  private static @Nullable Long newest(JsonNode usage, String field, @Nullable Long known) {
    Long count = WireJson.count(usage, field);
    return count == null ? known : count;
  }

  Usage total() {
    Long all = input == null ? null : input + or0(cacheRead) + or0(cacheWrite);
    return new Usage(all, output, cacheRead, cacheWrite, null);
  }

  private static long or0(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
