package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's configuration may say beyond the public fields, in its object {@code latchkey}.
 * In each of the first three a null takes away what would be sent otherwise.
 *
 * @param extraBody merged into every request body, objects field by field
 * @param extraHeaders added to every request, values may be templates; they win over {@code
 *     headers}
 * @param extraQuery added to every URL
 * @param quirks how the server deviates from its wire, where we do not know or learn it
 * @param wire what is chosen among the things wires offer
 * @param modelAliases names that agents written for other tools use, and which of the provider's
 *     models stand in for them
 * @param askLimits whether its server may be asked in the background what a model can take; null
 *     for only where the address says which question it answers
 * @param compaction how conversations with its models are compacted
 */
public record Extension(
    ObjectNode extraBody,
    ObjectNode extraHeaders,
    ObjectNode extraQuery,
    ObjectNode quirks,
    WireOptions wire,
    Map<String, String> modelAliases,
    @Nullable Boolean askLimits,
    CompactionSettings compaction) {
  /** Nothing beyond the public fields. */
  public static final Extension NONE = read(JsonNodeFactory.instance.objectNode());

  public Extension {
    extraBody = extraBody.deepCopy();
    extraHeaders = extraHeaders.deepCopy();
    extraQuery = extraQuery.deepCopy();
    quirks = quirks.deepCopy();
    texts("extraHeaders", extraHeaders);
    texts("extraQuery", extraQuery);
    modelAliases = Map.copyOf(modelAliases);
  }

  /**
   * Reads the object {@code latchkey} of a provider; a missing one or null says nothing. Fields of
   * others are left alone.
   *
   * @throws ModelException.InvalidRequest when one of ours has the wrong type
   */
  public static Extension read(JsonNode latchkey) {
    if (!latchkey.isObject() && !latchkey.isMissingNode() && !latchkey.isNull()) {
      throw wrong("latchkey", "must be an object");
    }
    return new Extension(
        object(latchkey, "extraBody"),
        object(latchkey, "extraHeaders"),
        object(latchkey, "extraQuery"),
        object(latchkey, "quirks"),
        WireOptions.read(latchkey),
        names(latchkey, "modelAliases"),
        flag(latchkey, "askLimits"),
        CompactionSettings.read(latchkey));
  }

  /** Nothing but these choices. */
  public static Extension of(WireOptions wire) {
    return new Extension(
        NONE.extraBody,
        NONE.extraHeaders,
        NONE.extraQuery,
        NONE.quirks,
        wire,
        Map.of(),
        null,
        CompactionSettings.NONE);
  }

  /** The same with other choices. */
  public Extension with(WireOptions other) {
    return new Extension(
        extraBody, extraHeaders, extraQuery, quirks, other, modelAliases, askLimits, compaction);
  }

  private static ObjectNode object(JsonNode latchkey, String field) {
    JsonNode value = latchkey.path(field);
    if (value instanceof ObjectNode object) {
      return object;
    }
    if (value.isMissingNode() || value.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    throw wrong("latchkey." + field, "must be an object");
  }

  private static @Nullable Boolean flag(JsonNode latchkey, String field) {
    JsonNode value = latchkey.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong("latchkey." + field, "must be true or false");
    }
    return value.booleanValue();
  }

  private static Map<String, String> names(JsonNode latchkey, String field) {
    Map<String, String> read = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object(latchkey, field).properties()) {
      if (!entry.getValue().isTextual() || entry.getValue().textValue().isBlank()) {
        throw wrong("latchkey." + field + "." + entry.getKey(), "must name a model");
      }
      read.put(entry.getKey(), entry.getValue().textValue());
    }
    return read;
  }

  private static void texts(String field, ObjectNode values) {
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      if (!value.getValue().isTextual() && !value.getValue().isNull()) {
        throw wrong("latchkey." + field + "." + value.getKey(), "must be a string or null");
      }
    }
  }

  private static ModelException wrong(String field, String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: " + field + " " + problem + ".", "Correct that field."));
  }

  /** Names of what is set: values may be secrets. */
  @Override
  public String toString() {
    return "Extension[extraBody=%s, extraHeaders=%s, extraQuery=%s, quirks=%s, %s, aliases=%s]"
        .formatted(
            names(extraBody), names(extraHeaders), names(extraQuery), quirks, wire, modelAliases);
  }

  private static List<String> names(ObjectNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
