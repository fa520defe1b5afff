package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parameters of a tool as every provider accepts them: a schema that says it is an object. */
public final class ObjectSchema {
  private ObjectSchema() {}

  /** {@code schema} itself when it is fine, else the nearest schema that is. */
  public static JsonNode of(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      boolean typed = "object".equals(WireJson.text(object, "type"));
      return typed && object.has("properties") ? object : completed(object);
    }
    return completed(JsonNodeFactory.instance.objectNode());
  }

  private static ObjectNode completed(ObjectNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
    whole.putObject("properties");
    whole.setAll(schema);
    return whole.put("type", "object");
  }
}
