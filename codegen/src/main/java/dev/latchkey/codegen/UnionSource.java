package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.Component;
import dev.latchkey.codegen.Declaration.UnionType;
import dev.latchkey.codegen.Declaration.Variant;

/** Writes discriminated unions: an abstract base class and one mutable bean per variant. */
final class UnionSource {
  private UnionSource() {}

  static void base(UnionType union, SourceText out) {
    out.line("@com.fasterxml.jackson.annotation.JsonInclude(" + Json.NON_NULL + ")");
    out.line("@com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)");
    out.line("@com.fasterxml.jackson.annotation.JsonTypeInfo(");
    out.line("use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.NAME,");
    out.line("include = com.fasterxml.jackson.annotation.JsonTypeInfo.As.EXISTING_PROPERTY,");
    out.line("property = \"" + union.discriminator() + "\",").line("visible = true");
    out.line(")");
    out.line("@com.fasterxml.jackson.annotation.JsonSubTypes({");
    for (Variant variant : union.variants()) {
      String type = "value = " + variant.name() + ".class, name = \"" + variant.value() + "\"";
      out.line("@com.fasterxml.jackson.annotation.JsonSubTypes.Type(" + type + "),");
    }
    out.line("})");
    out.line("public abstract class " + union.name() + " {");
    out.line("public " + union.name() + "() {}");
    out.line("/** The value of {@code " + union.discriminator() + "}. */");
    out.line("@com.fasterxml.jackson.annotation.JsonProperty(\"" + union.discriminator() + "\")");
    out.line("public abstract String " + getter(union.discriminator()) + "();");
    out.line("}");
  }

  static void variant(Variant variant, String packageName, SourceText out) {
    out.line("/** {@link " + variant.base() + "} of {@code " + variant.value() + "}. */");
    out.line("public final class " + variant.name() + " extends " + variant.base() + " {");
    for (Component component : variant.components()) {
      out.line(Json.property(component).strip());
      out.line("private " + component.type().source(packageName) + " " + component.name() + ";");
    }
    out.line("public " + variant.name() + "() {}");
    out.line("@Override").line("public String " + getter(variant.discriminator()) + "() {");
    out.line("return \"" + variant.value() + "\";").line("}");
    for (Component component : variant.components()) {
      String type = component.type().source(packageName);
      String name = component.name();
      out.line("public " + type + " " + getter(name) + "() {");
      out.line("return " + name + ";").line("}");
      out.line("public void set" + Names.capitalised(name) + "(" + type + " " + name + ") {");
      out.line("this." + name + " = " + name + ";").line("}");
    }
    out.line("}");
  }

  private static String getter(String name) {
    return "get" + Names.capitalised(name);
  }
}
