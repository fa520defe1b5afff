package dev.latchkey.providers.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A cache breakpoint: everything up to the block that carries it may be kept by the provider.
 *
 * @param lifetime how long, e.g. {@code 1h}; null for the provider's default
 */
record CacheMark(@Nullable String lifetime) {
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("cache_control");
    json.writeStringField("type", "ephemeral");
    if (lifetime != null) {
      json.writeStringField("ttl", lifetime);
    }
    json.writeEndObject();
  }
}
