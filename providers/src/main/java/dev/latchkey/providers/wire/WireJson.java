package dev.latchkey.providers.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place where wires meet the JSON library. */
public final class WireJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectReader ONE_TREE =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private WireJson() {}

  /** Writes a document. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * The bytes {@code body} writes; it may be run twice. Half a surrogate pair (text cut at a
   * character limit) becomes a question mark.
   */
  public static byte[] bytes(Body body) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024)) {
      try (JsonGenerator json = MAPPER.getFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
        body.write(json);
      }
      return bytes.toByteArray();
    } catch (JsonGenerationException brokenText) {
      return leniently(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Slower, but its encoder replaces what is no character where the fast one refuses it. */
  private static byte[] leniently(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    Writer replacing = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(replacing)) {
      body.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The document in {@code data}; null when it is not one whole JSON document. */
  public static @Nullable JsonNode tree(Slice data) {
    try {
      JsonNode tree = ONE_TREE.readTree(data.array(), data.offset(), data.length());
      return tree == null || tree.isMissingNode() ? null : tree;
    } catch (IOException _) {
      return null;
    }
  }

  /** The document in {@code text}; null when it is not one whole JSON document. */
  public static @Nullable JsonNode tree(String text) {
    return tree(Slice.of(text));
  }

  /** All documents in {@code data}, one after the other; null when any of it is no JSON. */
  public static @Nullable List<JsonNode> trees(Slice data) {
    List<JsonNode> trees = new ArrayList<>(1);
    try (JsonParser parser = parser(data)) {
      while (parser.nextToken() != null) {
        trees.add(MAPPER.readTree(parser));
      }
      return trees;
    } catch (IOException _) {
      return null;
    }
  }

  /** Whether {@code text} is exactly one JSON object. */
  public static boolean isObject(String text) {
    if (text.equals("{}")) {
      return true;
    }
    try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  /** The text of an object with one string in it. */
  public static String object(String field, String text) {
    return MAPPER.createObjectNode().put(field, text).toString();
  }

  static JsonParser parser(Slice data) throws IOException {
    return MAPPER.getFactory().createParser(data.array(), data.offset(), data.length());
  }

  /** Writes a tree as the next value. */
  public static void write(JsonGenerator json, JsonNode tree) throws IOException {
    MAPPER.writeTree(json, tree);
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
