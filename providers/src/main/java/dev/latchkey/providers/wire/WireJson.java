package dev.latchkey.providers.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The one place where wires meet the JSON library. */
public final class WireJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private WireJson() {}

  /** Writes a document. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes {@code body} writes. */
  public static byte[] bytes(Body body) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
      try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
        body.write(json);
      }
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The document in {@code data}; null when it is not one whole JSON document. */
  public static @Nullable JsonNode tree(Slice data) {
    try {
      JsonNode tree = MAPPER.readTree(data.array(), data.offset(), data.length());
      return tree == null || tree.isMissingNode() ? null : tree;
    } catch (IOException _) {
      return null;
    }
  }

  /** The document in {@code text}; null when it is not one whole JSON document. */
  public static @Nullable JsonNode tree(String text) {
    return tree(Slice.of(text));
  }

  /** The text of a string field; null when it is missing, null or no string. */
  public static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  /** A token count; null when the field is missing or no number. */
  public static @Nullable Long count(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value != null && value.isNumber() ? value.longValue() : null;
  }
}
