package dev.latchkey.codegen.beans;

import java.util.Objects;

/** The Java expressions that read, write and copy a property. */
final class Expressions {

  private Expressions() {}

  static String read(Property p) {
    String name = p.name();
    if (p.has("alias")) {
      return "get" + aliased(p) + "()";
    }
    if (p.optional()) {
      return switch (p.type()) {
        case "Integer" -> name + " == null ? OptionalInt.empty() : OptionalInt.of(" + name + ")";
        case "Double" ->
            name + " == null ? OptionalDouble.empty() : OptionalDouble.of(" + name + ")";
        default -> "Optional.ofNullable(" + name + ")";
      };
    }
    if (p.has("copy")) {
      return copy(p);
    }
    if (p.isList()) {
      return name + " == null ? null : Collections.unmodifiableList(" + name + ")";
    }
    if (p.isMap()) {
      return name + " == null ? null : Collections.unmodifiableMap(" + name + ")";
    }
    return name;
  }

  static String write(Property p) {
    if (p.has("nonnull")) {
      return "Objects.requireNonNull(" + p.name() + ", \"" + p.name() + "\")";
    }
    if (p.has("absolute")) {
      return "AbsolutePaths.require(\"" + p.name() + "\", " + p.name() + ")";
    }
    if (p.type().endsWith("[]") && p.has("copy")) {
      return p.name() + " == null ? new " + elements(p) + "[0] : " + p.name() + ".clone()";
    }
    if (!p.setter().equals(p.type()) && p.isList()) {
      return p.name() + " == null ? null : new ArrayList<>(" + p.name() + ")";
    }
    return p.has("copy") ? copy(p) : p.name();
  }

  static String copy(Property p) {
    String absent = p.name() + " == null ? null : ";
    if (p.type().endsWith("[]")) {
      return absent + p.name() + ".clone()";
    }
    if (p.isList()) {
      return absent + "new ArrayList<>(" + p.name() + ")";
    }
    if (p.isMap()) {
      return absent + "new LinkedHashMap<>(" + p.name() + ")";
    }
    return p.name();
  }

  /** An alias names its target as initial value. */
  static String aliased(Property p) {
    String target = Objects.requireNonNull(p.initial(), p.name());
    return Character.toUpperCase(target.charAt(0)) + target.substring(1);
  }

  private static String elements(Property p) {
    return p.type().substring(0, p.type().length() - 2);
  }
}
