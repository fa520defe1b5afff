package dev.latchkey.codegen.beans;

/** The annotations that depend only on the flags of a type. */
final class TypeAnnotations {

  private TypeAnnotations() {}

  static void write(SourceFile out, Definition definition, String indent) {
    if (definition.flags().contains("experimental")) {
      out.line(indent + "@CopilotExperimental");
    }
  }
}
