package dev.latchkey.codegen.beans;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes records, enums and functional interfaces. */
final class SmallTypes {

  private SmallTypes() {}

  static void record(SourceFile out, Definition.Value value) {
    StringBuilder doc = new StringBuilder("/**\n * ").append(SourceFile.escape(value.doc()));
    doc.append("\n *\n");
    for (Property c : value.components()) {
      doc.append(" * @param ").append(c.name()).append(' ').append(SourceFile.escape(c.doc()));
      doc.append('\n');
    }
    out.raw(doc + " */");
    TypeAnnotations.write(out, value, "");
    out.line("@JsonInclude(JsonInclude.Include.NON_NULL)");
    out.line("@JsonIgnoreProperties(ignoreUnknown = true)");
    out.line("public record " + value.name() + "(");
    out.line(
        value.components().stream().map(SmallTypes::component).collect(Collectors.joining(",\n")));
    out.raw(") {}");
  }

  private static String component(Property c) {
    return "    @JsonProperty(\"" + c.wire() + "\") " + c.type() + " " + c.name();
  }

  static void choice(SourceFile out, Definition.Choice choice) {
    out.doc("", choice.doc());
    TypeAnnotations.write(out, choice, "");
    out.line("public enum " + choice.name() + " {");
    boolean text = choice.constants().stream().allMatch(c -> c.text() != null);
    List<String> constants = new ArrayList<>();
    for (Definition.Constant c : choice.constants()) {
      constants.add(
          "  /** "
              + constantDoc(c)
              + " */\n  "
              + c.name()
              + (text ? "(\"" + c.text() + "\")" : ""));
    }
    out.raw(String.join(",\n", constants) + ";");
    if (text) {
      value(out, choice);
    }
    out.raw("}");
  }

  private static String constantDoc(Definition.Constant c) {
    return c.text() == null
        ? c.name().replace('_', ' ').toLowerCase(Locale.ROOT) + "."
        : "{@code " + c.text() + "} on the wire.";
  }

  private static void value(SourceFile out, Definition.Choice choice) {
    out.raw("\n  private final String value;\n");
    out.raw("  " + choice.name() + "(String value) {\n    this.value = value;\n  }\n");
    out.doc("  ", "Returns the text on the wire.");
    out.line("  @JsonValue");
    out.raw("  public String getValue() {\n    return value;\n  }");
    if (choice.flags().contains("from")) {
      out.raw("");
      out.doc(
          "  ",
          "Finds the constant of a text; fails with IllegalArgumentException if none has it.");
      out.line("  @JsonCreator");
      out.raw("  public static " + choice.name() + " fromValue(String value) {");
      out.raw("    for (" + choice.name() + " constant : values()) {");
      out.raw(
          "      if (constant.value.equals(value)) {\n        return constant;\n      }\n    }");
      out.raw(
          "    throw new IllegalArgumentException(\"no "
              + choice.name()
              + " has the value \" + value);\n  }");
    }
  }

  static void handler(SourceFile out, Definition.Handler handler) {
    out.doc("", handler.doc());
    TypeAnnotations.write(out, handler, "");
    out.line("@FunctionalInterface");
    out.line("public interface " + handler.name() + " {");
    out.doc("  ", handler.doc());
    List<String> parameters = new ArrayList<>();
    for (String type : handler.parameters()) {
      parameters.add(type + " " + parameterName(type));
    }
    out.line(
        "  "
            + handler.result()
            + " "
            + handler.method()
            + "("
            + String.join(", ", parameters)
            + ");");
    out.raw("}");
  }

  private static String parameterName(String type) {
    for (String suffix : List.of("Invocation", "Context", "Args", "Request", "Event")) {
      if (type.endsWith(suffix)) {
        return suffix.toLowerCase(Locale.ROOT);
      }
    }
    return "input";
  }
}
