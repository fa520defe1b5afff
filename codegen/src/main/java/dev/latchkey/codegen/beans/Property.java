package dev.latchkey.codegen.beans;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property of a bean or a component of a record.
 *
 * @param name Java name
 * @param wire JSON name
 * @param type type of the field and the getter
 * @param setter parameter type of the setter
 * @param optional whether the getter wraps the value in an {@code Optional}
 * @param initial initial value as Java source, or null
 * @param options see {@code sdk/schema/README.md}
 * @param doc a noun phrase
 */
record Property(
    String name,
    String wire,
    String type,
    String setter,
    boolean optional,
    @Nullable String initial,
    Set<String> options,
    String doc) {

  Property {
    options = Set.copyOf(options);
  }

  boolean has(String option) {
    return options.contains(option);
  }

  boolean clearable() {
    return has("clear") || (optional && !has("no-clear"));
  }

  String capitalized() {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  String getter() {
    return (type.equals("boolean") && !has("get") ? "is" : "get") + capitalized();
  }

  String getterType() {
    if (!optional) {
      return type;
    }
    return switch (type) {
      case "Integer" -> "OptionalInt";
      case "Double" -> "OptionalDouble";
      default -> "Optional<" + type + ">";
    };
  }

  boolean isList() {
    return type.startsWith("List<");
  }

  boolean isMap() {
    return type.startsWith("Map<");
  }
}
