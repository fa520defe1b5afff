package dev.latchkey.providers.wire.completions;

import static dev.latchkey.providers.wire.WireJson.count;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Usage;
import org.jspecify.annotations.Nullable;

/** Token counts in the spellings of OpenAI, DeepSeek, Moonshot and Anthropic-backed gateways. */
final class UsageReader {
  private UsageReader() {}

  static @Nullable Usage read(JsonNode usage) {
    if (!usage.isObject()) {
      return null;
    }
    JsonNode prompt = usage.path("prompt_tokens_details");
    JsonNode completion = usage.path("completion_tokens_details");
    Usage read =
        new Usage(
            first(count(usage, "prompt_tokens"), count(usage, "input_tokens")),
            first(count(usage, "completion_tokens"), count(usage, "output_tokens")),
            first(
                count(prompt, "cached_tokens"),
                count(usage, "prompt_cache_hit_tokens"),
                count(usage, "cached_tokens"),
                count(usage, "cache_read_input_tokens")),
            first(
                count(usage, "cache_creation_input_tokens"),
                count(prompt, "cache_write_tokens"),
                count(prompt, "cache_creation_tokens")),
            first(count(completion, "reasoning_tokens"), count(usage, "reasoning_tokens")));
    return read.equals(Usage.UNKNOWN) ? null : read;
  }

  private static @Nullable Long first(@Nullable Long... counts) {
    for (Long count : counts) {
      if (count != null) {
        return count;
      }
    }
    return null;
  }
}
