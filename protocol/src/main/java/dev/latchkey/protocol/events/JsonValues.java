package dev.latchkey.protocol.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes single values, typed and free-form. */
final class JsonValues {
  /** From here on a double cannot hold every whole number. */
  private static final double LARGEST_EXACT = 1L << 53;

  private JsonValues() {}

  static void write(JsonGenerator out, @Nullable String value) throws IOException {
    out.writeString(value);
  }

  static void write(JsonGenerator out, @Nullable Long value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeNumber(value.longValue());
    }
  }

  static void write(JsonGenerator out, @Nullable Double value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT) {
      out.writeNumber(value.longValue());
    } else {
      out.writeNumber(value.doubleValue());
    }
  }

  static void write(JsonGenerator out, @Nullable Boolean value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else {
      out.writeBoolean(value);
    }
  }

  static void write(JsonGenerator out, @Nullable UUID value) throws IOException {
    out.writeString(value == null ? null : value.toString());
  }

  static void write(JsonGenerator out, @Nullable OffsetDateTime value) throws IOException {
    out.writeString(value == null ? null : Timestamps.format(value));
  }

  /** Writes a free-form value: a tree, plain collections, or anything that Jackson can bind. */
  static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof JsonNode node) {
      Binding.MAPPER.writeTree(out, node);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(out, map);
    } else if (value instanceof Iterable<?> elements) {
      out.writeStartArray();
      for (Object element : elements) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      out.writeNumber(((Number) value).longValue());
    } else {
      Binding.MAPPER.writeValue(out, value);
    }
  }

  private static void writeMap(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.writeFieldName(String.valueOf(entry.getKey()));
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }

  /** Loaded only for values that are neither text nor plain collections. */
  private static final class Binding {
    static final ObjectMapper MAPPER =
        new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private Binding() {}
  }
}
