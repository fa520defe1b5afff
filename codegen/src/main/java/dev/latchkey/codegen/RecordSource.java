package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.Declaration.RecordType;
import dev.latchkey.codegen.JavaType.Basic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes records and their builders. */
final class RecordSource {
  /** Records with more components get a builder. */
  private static final int MOST_COMPONENTS_WITHOUT_BUILDER = 6;

  private final String packageName;

  RecordSource(String packageName) {
    this.packageName = packageName;
  }

  void write(RecordType record, SourceText out) {
    out.line("@com.fasterxml.jackson.annotation.JsonInclude(" + Json.NON_NULL + ")");
    out.line("@com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)");
    List<Component> components = record.components();
    if (components.isEmpty()) {
      out.line("public record " + record.name() + "() {");
    } else {
      out.line("public record " + record.name() + "(");
      for (int i = 0; i < components.size(); i++) {
        out.line(component(components.get(i)) + (i == components.size() - 1 ? "" : ","));
      }
      out.line(") {");
    }
    listedConstructor(record, out);
    if (components.size() > MOST_COMPONENTS_WITHOUT_BUILDER) {
      builder(record, out);
    }
    record.nested().forEach(nested -> new TypeSource(packageName).write(nested, out));
    out.line("}");
  }

  private String component(Component component) {
    String include =
        component.keepsNull()
            ? "@com.fasterxml.jackson.annotation.JsonInclude(" + Json.ALWAYS + ") "
            : "";
    return include + Json.property(component) + source(component) + " " + component.name();
  }

  /** Callers of the published constructor still compile when the protocol has newer fields. */
  private void listedConstructor(RecordType record, SourceText out) {
    List<Component> all = record.components();
    if (record.listed() == all.size()) {
      return;
    }
    List<Component> listed = all.subList(0, record.listed());
    out.line("/** Without the fields that are newer than the published API. */");
    out.line("public " + record.name() + "(" + parameters(listed) + ") {");
    String arguments =
        IntStream.range(0, all.size())
            .mapToObj(i -> i < record.listed() ? all.get(i).name() : "null")
            .collect(Collectors.joining(", "));
    out.line("this(" + arguments + ");");
    out.line("}");
  }

  private String parameters(List<Component> components) {
    return components.stream()
        .map(component -> source(component) + " " + component.name())
        .collect(Collectors.joining(", "));
  }

  private void builder(RecordType record, SourceText out) {
    out.line("/** A builder with nothing set. */");
    out.line("public static Builder builder() {").line("return new Builder();").line("}");
    out.line("/** Builds {@link " + record.name() + "}; what is not set stays null. */");
    out.line("public static final class Builder {");
    for (Component component : record.components()) {
      out.line("private " + source(component) + " " + component.name() + ";");
    }
    out.line("private Builder() {}");
    for (Component component : record.components()) {
      String name = component.name();
      out.line("public Builder " + name + "(" + source(component) + " " + name + ") {");
      out.line("this." + name + " = " + name + ";").line("return this;").line("}");
    }
    String arguments =
        record.components().stream().map(Component::name).collect(Collectors.joining(", "));
    out.line("public " + record.name() + " build() {");
    out.line("return new " + record.name() + "(" + arguments + ");").line("}").line("}");
  }

  private String source(Component component) {
    return component.type() == Basic.VOID ? "Object" : component.type().source(packageName);
  }
}
