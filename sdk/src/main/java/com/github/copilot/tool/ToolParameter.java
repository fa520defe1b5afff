package com.github.copilot.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a tool method as its annotation describes it.
 *
 * @param name name of the argument
 * @param description empty for none
 * @param required whether the model must give it
 * @param defaultValue empty for none
 * @param schema empty to derive it from the type
 * @param type name of the Java type
 */
record ToolParameter(
    String name,
    String description,
    boolean required,
    String defaultValue,
    String schema,
    String type) {

  private static final Set<String> UNQUOTED =
      Set.of(
          "byte",
          "short",
          "int",
          "long",
          "float",
          "double",
          "boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Boolean");

  static ToolParameter of(VariableElement parameter) {
    CopilotToolParam given = parameter.getAnnotation(CopilotToolParam.class);
    String own = parameter.getSimpleName().toString();
    // The plain form of the type: an annotated type's text begins with its annotations.
    String type = parameter.asType().toString().replaceAll("@\\S+\\s+", "");
    if (given == null) {
      return new ToolParameter(own, "", true, "", "", type);
    }
    return new ToolParameter(
        given.name().isEmpty() ? own : given.name(),
        given.value(),
        given.required(),
        given.defaultValue(),
        given.schema(),
        type);
  }

  /** Returns what is wrong; null when nothing is. */
  @Nullable String problem(boolean primitive) {
    if (required && !defaultValue.isEmpty()) {
      return "required=true excludes a default: set required = false";
    }
    if (!schema.isEmpty() && !defaultValue.isEmpty()) {
      return "put the default into the schema";
    }
    if (!schema.isEmpty() && !SourceText.isJsonObject(schema)) {
      return "schema must be a JSON object";
    }
    if (!required && primitive && defaultValue.isEmpty()) {
      return "an optional primitive needs a default, or use its wrapper type";
    }
    if (!defaultValue.isEmpty() && !DefaultValues.fits(type, defaultValue)) {
      return "the default is no " + type + ": " + defaultValue;
    }
    return null;
  }

  /** Returns the source of the property's schema. */
  String schemaSource(String derived) {
    String base = schema.isEmpty() ? derived : SourceText.json(schema);
    ArrayList<String> additions = new ArrayList<>();
    if (!description.isEmpty()) {
      additions.add(SourceText.literal("description"));
      additions.add(SourceText.literal(description));
    }
    if (!defaultValue.isEmpty()) {
      boolean bare = UNQUOTED.contains(type);
      String suffix = bare && type.toLowerCase(Locale.ROOT).endsWith("long") ? "L" : "";
      additions.add(SourceText.literal("default"));
      additions.add(
          bare ? defaultValue.toLowerCase(Locale.ROOT) + suffix : SourceText.literal(defaultValue));
    }
    return additions.isEmpty()
        ? base
        : "with("
            + String.join(", ", List.of(base, SourceText.map(additions.toArray(String[]::new))))
            + ")";
  }
}
