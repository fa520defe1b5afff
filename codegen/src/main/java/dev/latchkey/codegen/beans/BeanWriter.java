package dev.latchkey.codegen.beans;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a mutable class with getters and setters. */
final class BeanWriter {

  private final SourceFile out;
  private final Definition.Bean bean;
  private final String type;
  private final String indent;
  private final boolean plain;

  private BeanWriter(SourceFile out, Definition.Bean bean, String indent) {
    this.out = out;
    this.bean = bean;
    this.type = bean.name().substring(bean.name().lastIndexOf('.') + 1);
    this.indent = indent;
    this.plain = bean.flags().contains("plain");
  }

  static void write(SourceFile out, Definition.Bean bean, List<Definition.Bean> nested) {
    BeanWriter writer = new BeanWriter(out, bean, "");
    writer.open();
    nested.forEach(inner -> new BeanWriter(out, inner, "  ").whole());
    writer.out.raw("}");
  }

  private void whole() {
    open();
    line("}");
  }

  private void open() {
    out.doc(indent, bean.doc());
    TypeAnnotations.write(out, bean, indent);
    if (!plain) {
      line("@JsonInclude(JsonInclude.Include.NON_NULL)");
      line("@JsonIgnoreProperties(ignoreUnknown = true)");
      line("@JsonAutoDetect(");
      line("    fieldVisibility = JsonAutoDetect.Visibility.NONE,");
      line("    getterVisibility = JsonAutoDetect.Visibility.NONE,");
      line("    isGetterVisibility = JsonAutoDetect.Visibility.NONE,");
      line("    setterVisibility = JsonAutoDetect.Visibility.NONE)");
    }
    line("public " + modifiers() + "class " + type + " {");
    bean.properties().forEach(this::field);
    line("");
    doc("Creates an object with everything unset.");
    line("  public " + type + "() {}");
    bean.properties().forEach(this::accessors);
    if (bean.flags().contains("any")) {
      anyMethod();
    }
    if (bean.flags().contains("clone")) {
      cloneMethod();
    }
  }

  private String modifiers() {
    return (indent.isEmpty() ? "" : "static ") + (bean.flags().contains("final") ? "final " : "");
  }

  private void field(Property p) {
    if (p.has("present") || p.has("alias")) {
      return;
    }
    line("");
    if (!plain && !p.has("local")) {
      if (p.has("flag")) {
        line("  @JsonInclude(JsonInclude.Include.NON_DEFAULT)");
      }
      line("  @JsonProperty(\"" + p.wire() + "\")");
    }
    line("  private " + p.type() + " " + p.name() + initial(p) + ";");
  }

  private static String initial(Property p) {
    return p.initial() == null ? "" : " = " + p.initial();
  }

  private void accessors(Property p) {
    line("");
    if (p.has("present")) {
      line("  @JsonProperty(\"" + p.wire() + "\")");
      line("  private Boolean " + p.name() + "OnWire() {");
      line("    return " + p.type() + " == null ? null : Boolean.TRUE;");
      line("  }");
      return;
    }
    getter(p);
    if (!p.has("read-only")) {
      line("");
      setter(p);
    }
    if (p.clearable()) {
      line("");
      doc("Unsets " + p.doc() + ".");
      mark(p);
      method("clear" + p.capitalized() + "()", List.of(p.name() + " = null;"));
    }
  }

  private void getter(Property p) {
    boolean nullable =
        !p.optional() && p.initial() == null && Character.isUpperCase(p.type().charAt(0));
    doc("Returns " + p.doc() + (nullable ? ", or null when unset" : "") + ".");
    mark(p);
    line("  public " + p.getterType() + " " + p.getter() + "() {");
    line("    return " + Expressions.read(p) + ";");
    line("  }");
  }

  private void setter(Property p) {
    doc("Sets " + p.doc() + ".");
    mark(p);
    String target =
        p.has("alias") ? "set" + Expressions.aliased(p) + "(" : "this." + p.name() + " = ";
    String end = p.has("alias") ? ");" : ";";
    method(
        "set" + p.capitalized() + "(" + p.setter() + " " + p.name() + ")",
        List.of(target + Expressions.write(p) + end));
  }

  private void method(String signature, List<String> statements) {
    boolean fluent = !bean.flags().contains("void");
    line("  public " + (fluent ? type : "void") + " " + signature + " {");
    statements.forEach(s -> line("    " + s));
    if (fluent) {
      line("    return this;");
    }
    line("  }");
  }

  private void anyMethod() {
    line("");
    doc("Returns whether anything is set.");
    line("  public boolean has" + type.replaceFirst("^Session", "") + "() {");
    line(
        "    return "
            + bean.properties().stream()
                .map(p -> p.name() + " != null")
                .collect(Collectors.joining(" || "))
            + ";");
    line("  }");
  }

  private void cloneMethod() {
    line("");
    doc("Returns a copy with own lists and maps; their elements are shared.");
    line("  @Override");
    line("  public " + type + " clone() {");
    line("    " + type + " copy = new " + type + "();");
    for (Property p : bean.properties()) {
      if (!p.has("present") && !p.has("alias")) {
        line("    copy." + p.name() + " = " + Expressions.copy(p) + ";");
      }
    }
    line("    return copy;");
    line("  }");
  }

  private void mark(Property p) {
    if (p.has("experimental")) {
      line("  @CopilotExperimental");
    }
    if (p.has("deprecated")) {
      line("  @Deprecated");
    }
  }

  private void doc(String text) {
    out.doc(indent + "  ", text);
  }

  private void line(String code) {
    out.line(code.isEmpty() ? "" : indent + code);
  }
}
