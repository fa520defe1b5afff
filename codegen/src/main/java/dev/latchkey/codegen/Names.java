package dev.latchkey.codegen;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How names of the protocol become names of the public Java API. */
final class Names {
  private static final Pattern SEPARATOR = Pattern.compile("[._-]+(.)");
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]+");

  /** Java keywords and methods of Object that the protocol uses as field names. */
  private static final Set<String> RESERVED =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "case",
          "catch",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "try",
          "void",
          "volatile",
          "while",
          "true",
          "false",
          "null",
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  private Names() {}

  /** {@code session.model_change} becomes {@code SessionModelChange}. */
  static String type(String wireName) {
    return capitalised(joined(wireName)).replace("Github", "GitHub");
  }

  /** {@code access_type_sku} becomes {@code accessTypeSku}, {@code _meta} becomes {@code meta}. */
  static String component(String wireName) {
    String joined = joined(wireName.replaceFirst("^_+", ""));
    String name = joined.replaceFirst("^github(?=[A-Z])", "gitHub").replace("Github", "GitHub");
    return RESERVED.contains(name) ? name + "_" : name;
  }

  /** {@code user-initiated} becomes {@code USER_INITIATED}. */
  static String constant(String value) {
    String name = NOT_ALPHANUMERIC.matcher(value).replaceAll("_").replaceAll("^_|_$", "");
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.isEmpty() || Character.isDigit(upper.charAt(0)) ? "_" + upper : upper;
  }

  static String capitalised(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String joined(String wireName) {
    return SEPARATOR.matcher(wireName).replaceAll(Names::upper);
  }

  private static String upper(MatchResult match) {
    return match.group(1).toUpperCase(Locale.ROOT);
  }
}
