package dev.latchkey.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads the compact type notation of {@code protocol/schema}: a text is an expression ({@code X},
 * {@code X[]}, <code>{X}</code> for a map, {@code 'constant'}, {@code A | B}), an array is an enum,
 * an object has one entry per field (trailing {@code ?} = optional, {@code *} = further fields are
 * allowed) or a single {@code |}, {@code []} or <code>{}</code> entry where an expression cannot
 * hold the parts.
 */
final class TypeExprReader {
  private TypeExprReader() {}

  static TypeExpr read(JsonNode node) {
    if (node.isTextual()) {
      return expression(node.textValue());
    }
    if (node.isArray()) {
      return new TypeExpr.Enumeration(elements(node).map(JsonNode::textValue).toList());
    }
    if (node.has("|")) {
      return new TypeExpr.Choice(elements(node.get("|")).map(TypeExprReader::read).toList());
    }
    if (node.has("[]")) {
      return new TypeExpr.ListOf(read(node.get("[]")));
    }
    if (node.has("{}")) {
      return new TypeExpr.MapOf(read(node.get("{}")));
    }
    return shape(node);
  }

  private static TypeExpr shape(JsonNode node) {
    List<TypeExpr.Field> fields = new ArrayList<>();
    node.properties()
        .forEach(entry -> {
          String key = entry.getKey();
          if (!key.equals("*")) {
            boolean required = !key.endsWith("?");
            String name = required ? key : key.substring(0, key.length() - 1);
            fields.add(new TypeExpr.Field(name, required, read(entry.getValue())));
          }
        });
    return new TypeExpr.Shape(List.copyOf(fields));
  }

  private static TypeExpr expression(String text) {
    if (text.contains(" | ")) {
      return new TypeExpr.Choice(
          List.of(text.split(" \\| ")).stream().map(TypeExprReader::expression).toList());
    }
    if (text.endsWith("[]")) {
      return new TypeExpr.ListOf(expression(text.substring(0, text.length() - 2)));
    }
    if (text.startsWith("{")) {
      return new TypeExpr.MapOf(expression(text.substring(1, text.length() - 1)));
    }
    if (text.startsWith("'")) {
      return new TypeExpr.Literal(text.substring(1, text.length() - 1));
    }
    return Character.isUpperCase(text.charAt(0))
        ? new TypeExpr.Ref(text)
        : new TypeExpr.Scalar(text);
  }

  private static java.util.stream.Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
