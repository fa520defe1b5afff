package dev.latchkey.codegen;

/** Builds the text of a Java source file, line by line. */
final class SourceText {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** A file in {@code packageName}, with the mark that it is generated. */
  static SourceText file(String packageName) {
    return new SourceText()
        .line("// Generated from the protocol description by latchkey-codegen. Do not edit.")
        .line("package " + packageName + ";")
        .line("");
  }

  /** Adds a line; one that ends in an opening bracket indents the following ones. */
  SourceText line(String line) {
    if (line.startsWith("}") || line.startsWith(")")) {
      depth--;
    }
    text.append(line.isEmpty() ? "" : "  ".repeat(depth)).append(line).append('\n');
    if (line.endsWith("{") || line.endsWith("(")) {
      depth++;
    }
    return this;
  }

  SourceText lines(String... lines) {
    for (String line : lines) {
      line(line);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
