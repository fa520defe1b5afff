package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.EnumType;
import dev.latchkey.codegen.Declaration.EventType;
import dev.latchkey.codegen.Declaration.RecordType;
import dev.latchkey.codegen.Declaration.UnionType;
import dev.latchkey.codegen.Declaration.Variant;
import java.util.List;

/** Writes one declared type. */
final class TypeSource {
  private final String packageName;

  TypeSource(String packageName) {
    this.packageName = packageName;
  }

  void write(Declaration declaration, SourceText out) {
    if (declaration instanceof RecordType record) {
      out.line("/** {@code " + record.name() + "} of the public protocol. */");
      new RecordSource(packageName).write(record, out);
    } else if (declaration instanceof EnumType values) {
      enumeration(values, out);
    } else if (declaration instanceof EventType event) {
      event(event, out);
    } else if (declaration instanceof UnionType union) {
      UnionSource.base(union, out);
    } else if (declaration instanceof Variant variant) {
      UnionSource.variant(variant, packageName, out);
    }
  }

  private static void enumeration(EnumType type, SourceText out) {
    out.line("/** {@code " + type.name() + "} of the public protocol. */");
    out.line("public enum " + type.name() + " {");
    List<String> values = type.values();
    for (int i = 0; i < values.size(); i++) {
      String end = i == values.size() - 1 ? ";" : ",";
      out.line(Names.constant(values.get(i)) + "(\"" + values.get(i) + "\")" + end);
    }
    out.line("private final String value;");
    out.line(type.name() + "(String value) {").line("this.value = value;").line("}");
    out.line("/** The value in JSON. */");
    out.line("@com.fasterxml.jackson.annotation.JsonValue");
    out.line("public String getValue() {").line("return value;").line("}");
    out.line("/** The constant of {@code value}; unknown values are an error. */");
    out.line(
        "@com.fasterxml.jackson.annotation.JsonCreator("
            + "mode = com.fasterxml.jackson.annotation.JsonCreator.Mode.DELEGATING)");
    out.line("public static " + type.name() + " fromValue(String value) {");
    out.line("for (" + type.name() + " constant : values()) {");
    out.line("if (constant.value.equals(value)) {").line("return constant;").line("}").line("}");
    out.line(
        "throw new IllegalArgumentException(\"Unknown " + type.name() + " value: \" + value);");
    out.line("}").line("}");
  }

  private void event(EventType event, SourceText out) {
    String data = event.data().name();
    out.line("/** The session event {@code " + event.type() + "}. */");
    out.line("public final class " + event.name() + " extends SessionEvent {");
    out.line("@com.fasterxml.jackson.annotation.JsonProperty(\"data\")");
    out.line("private " + data + " data;");
    out.line("@Override");
    out.line("public String getType() {").line("return \"" + event.type() + "\";").line("}");
    out.line("public " + data + " getData() {").line("return data;").line("}");
    out.line("public void setData(" + data + " data) {").line("this.data = data;").line("}");
    out.line("/** The data of {@link " + event.name() + "}. */");
    new RecordSource(packageName).write(event.data(), out);
    out.line("}");
  }
}
