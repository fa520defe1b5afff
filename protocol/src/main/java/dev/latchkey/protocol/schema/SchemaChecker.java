package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Checks one value against one type and collects what is wrong. */
final class SchemaChecker {
  /** The one object that answers may hold besides the public fields; official clients skip it. */
  private static final String OURS = "latchkey";

  /** How deep descriptions may refer to each other before a value counts as hostile. */
  private static final int DEEPEST = 200;

  private final Function<String, SchemaType> definitions;
  private final BiFunction<JsonNode, String, List<Violation>> events;

  /**
   * @param definitions finds a named type
   * @param events checks a session event found at a path
   */
  SchemaChecker(
      Function<String, SchemaType> definitions,
      BiFunction<JsonNode, String, List<Violation>> events) {
    this.definitions = definitions;
    this.events = events;
  }

  List<Violation> check(SchemaType type, JsonNode value, String path) {
    return check(type, value, path, 0);
  }

  private List<Violation> check(SchemaType type, JsonNode value, String path, int depth) {
    if (depth > DEEPEST) {
      return wrong(path, "nested too deeply");
    }
    if (type instanceof SchemaType.Reference reference) {
      return reference.name().equals("SessionEvent")
          ? events.apply(value, path)
          : check(definitions.apply(reference.name()), value, path, depth + 1);
    }
    if (type instanceof SchemaType.Scalar scalar) {
      return ScalarTypes.accepts(scalar.name(), value)
          ? List.of()
          : wrong(path, "expected " + scalar.name() + ", found " + kind(value));
    }
    if (type instanceof SchemaType.OneOf oneOf) {
      return oneOf(oneOf, value, path);
    }
    if (type instanceof SchemaType.ListOf list) {
      return list(list, value, path, depth);
    }
    if (type instanceof SchemaType.MapOf map) {
      return fields(new SchemaType.Shape(Map.of(), map.value()), value, path, depth);
    }
    if (type instanceof SchemaType.Choice choice) {
      return choice(choice, value, path, depth);
    }
    return fields((SchemaType.Shape) type, value, path, depth);
  }

  private static List<Violation> oneOf(SchemaType.OneOf oneOf, JsonNode value, String path) {
    if (!value.isTextual()) {
      return wrong(path, "expected string, found " + kind(value));
    }
    return oneOf.values().contains(value.textValue())
        ? List.of()
        : wrong(path, "expected one of " + oneOf.values() + ", found '" + value.textValue() + "'");
  }

  private List<Violation> list(SchemaType.ListOf list, JsonNode value, String path, int depth) {
    if (!value.isArray()) {
      return wrong(path, "expected array, found " + kind(value));
    }
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String element = path + "[" + i + "]";
      violations.addAll(check(list.element(), value.get(i), element, depth + 1));
    }
    return violations;
  }

  private List<Violation> fields(SchemaType.Shape shape, JsonNode value, String path, int depth) {
    if (!value.isObject()) {
      return wrong(path, "expected object, found " + kind(value));
    }
    List<Violation> violations = new ArrayList<>();
    shape
        .fields()
        .forEach((name, field) -> {
          if (field.required() && !value.has(name)) {
            violations.add(new Violation(join(path, name), "required field is missing"));
          }
        });
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String name = entry.getKey();
      SchemaType.Field field = shape.fields().get(name);
      SchemaType type = field == null ? shape.further() : field.type();
      if (type == null && !name.equals(OURS)) {
        violations.add(new Violation(join(path, name), "unknown field"));
      } else if (type != null) {
        violations.addAll(check(type, entry.getValue(), join(path, name), depth + 1));
      }
    }
    return violations;
  }

  /** The complaints of the alternative that fits best, which is the one meant most likely. */
  private List<Violation> choice(SchemaType.Choice choice, JsonNode value, String path, int depth) {
    List<List<Violation>> results = new ArrayList<>();
    for (SchemaType alternative : choice.alternatives()) {
      List<Violation> violations = check(alternative, value, path, depth + 1);
      if (violations.isEmpty()) {
        return violations;
      }
      if (distance(alternative, value) == 0) {
        results.add(violations);
      }
    }
    return results.stream()
        .min(Comparator.comparingInt(List::size))
        .orElseGet(() -> wrong(path, "matches no alternative of the union; found " + kind(value)));
  }

  /** 0 when {@code value} is an object whose constants are those of {@code alternative}. */
  private int distance(SchemaType alternative, JsonNode value) {
    SchemaType type = alternative;
    while (type instanceof SchemaType.Reference reference) {
      type = definitions.apply(reference.name());
    }
    if (!(type instanceof SchemaType.Shape shape) || !value.isObject()) {
      return 1;
    }
    return (int)
        shape.fields().entrySet().stream()
            .filter(e ->
                e.getValue().type() instanceof SchemaType.OneOf one && one.values().size() == 1)
            .filter(e ->
                !oneOf((SchemaType.OneOf) e.getValue().type(), at(value, e.getKey()), "").isEmpty())
            .count();
  }

  private static JsonNode at(JsonNode value, String name) {
    JsonNode field = value.get(name);
    return field == null ? MissingNode.getInstance() : field;
  }

  private static List<Violation> wrong(String path, String problem) {
    return List.of(new Violation(path, problem));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String kind(JsonNode value) {
    return value.isMissingNode()
        ? "nothing"
        : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }
}
