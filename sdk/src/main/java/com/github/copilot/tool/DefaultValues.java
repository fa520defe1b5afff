package com.github.copilot.tool;

import java.util.Set;

/** Which texts are possible defaults of which types. */
final class DefaultValues {

  private static final Set<Class<?>> WRAPPERS =
      Set.of(
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Boolean.class,
          Character.class);

  private DefaultValues() {}

  static boolean fits(Class<?> type, String text) {
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text)) {
          return true;
        }
      }
      return false;
    }
    boolean known = type.isPrimitive() || type == String.class || WRAPPERS.contains(type);
    return known && fits(type.getName(), text);
  }

  /** As above for the name of a type; texts of other types are not looked at. */
  static boolean fits(String typeName, String text) {
    try {
      switch (typeName) {
        case "byte", "java.lang.Byte" -> Byte.parseByte(text);
        case "short", "java.lang.Short" -> Short.parseShort(text);
        case "int", "java.lang.Integer" -> Integer.parseInt(text);
        case "long", "java.lang.Long" -> Long.parseLong(text);
        case "float", "java.lang.Float" -> Float.parseFloat(text);
        case "double", "java.lang.Double" -> Double.parseDouble(text);
        case "boolean", "java.lang.Boolean" -> {
          return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        }
        case "char", "java.lang.Character" -> {
          return text.length() == 1;
        }
        default -> {
          return true;
        }
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
