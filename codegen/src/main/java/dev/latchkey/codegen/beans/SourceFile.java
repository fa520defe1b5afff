package dev.latchkey.codegen.beans;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one Java file: body first, imports found from the names that it uses. */
final class SourceFile {

  private static final Pattern IDENTIFIER = Pattern.compile("(?<![.\\w\"])[A-Z]\\w*");

  private final String packageName;
  private final Map<String, String> imports;
  private final StringBuilder body = new StringBuilder();
  private final Set<String> used = new TreeSet<>();

  SourceFile(String packageName, Map<String, String> imports) {
    this.packageName = packageName;
    this.imports = imports;
  }

  /** Appends a line of code and imports every known type that it names. */
  void line(String code) {
    Matcher m = IDENTIFIER.matcher(code);
    while (m.find()) {
      String qualified = imports.get(m.group());
      if (qualified != null) {
        used.add(qualified);
      }
    }
    raw(code);
  }

  /** Appends a documentation comment. */
  void doc(String indent, String text) {
    raw(indent + "/** " + escape(text) + " */");
  }

  void raw(String text) {
    body.append(text).append('\n');
  }

  String text() {
    StringBuilder out = new StringBuilder("// Generated from sdk/schema/beans.txt.\n");
    out.append("package ").append(packageName).append(";\n\n");
    used.forEach(name -> out.append("import ").append(name).append(";\n"));
    return out.append('\n').append(body).toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
