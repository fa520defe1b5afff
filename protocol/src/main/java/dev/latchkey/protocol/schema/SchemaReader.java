package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the type notation of the description; {@code schema/README.md} explains it. */
final class SchemaReader {
  private SchemaReader() {}

  static SchemaType read(JsonNode node) {
    if (node.isTextual()) {
      return expression(node.textValue());
    }
    if (node.isArray()) {
      Set<String> values = new LinkedHashSet<>();
      node.forEach(value -> values.add(value.textValue()));
      return new SchemaType.OneOf(values);
    }
    if (node.has("|")) {
      List<SchemaType> alternatives = new ArrayList<>();
      node.get("|").forEach(alternative -> alternatives.add(read(alternative)));
      return new SchemaType.Choice(List.copyOf(alternatives));
    }
    if (node.has("[]")) {
      return new SchemaType.ListOf(read(node.get("[]")));
    }
    return node.has("{}") ? new SchemaType.MapOf(read(node.get("{}"))) : shape(node);
  }

  private static SchemaType shape(JsonNode node) {
    Map<String, SchemaType.Field> fields = new LinkedHashMap<>();
    @Nullable SchemaType further = null;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      SchemaType type = read(entry.getValue());
      if (key.equals("*")) {
        further = type;
      } else if (key.endsWith("?")) {
        fields.put(key.substring(0, key.length() - 1), new SchemaType.Field(type, false));
      } else {
        fields.put(key, new SchemaType.Field(type, true));
      }
    }
    return new SchemaType.Shape(fields, further);
  }

  private static SchemaType expression(String text) {
    if (text.contains(" | ")) {
      List<SchemaType> alternatives = new ArrayList<>();
      for (String alternative : text.split(" \\| ", -1)) {
        alternatives.add(expression(alternative));
      }
      return new SchemaType.Choice(List.copyOf(alternatives));
    }
    if (text.endsWith("[]")) {
      return new SchemaType.ListOf(expression(text.substring(0, text.length() - 2)));
    }
    if (text.startsWith("{")) {
      return new SchemaType.MapOf(expression(text.substring(1, text.length() - 1)));
    }
    if (text.startsWith("'")) {
      return new SchemaType.OneOf(Set.of(text.substring(1, text.length() - 1)));
    }
    return Character.isUpperCase(text.charAt(0))
        ? new SchemaType.Reference(text)
        : new SchemaType.Scalar(text);
  }
}
