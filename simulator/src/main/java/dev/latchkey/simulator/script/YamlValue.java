package dev.latchkey.simulator.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of a script file that knows where it stands, so that every complaint can say so. */
record YamlValue(String path, @Nullable Object value) {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m)");

  /** The fields of a map, all of them known ones. */
  YamlFields fields(List<String> known) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("a map", "Write its fields as `name: value`: " + String.join(", ", known) + ".");
    }
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    map.forEach((key, inner) -> fields.put(known(key, known), at(String.valueOf(key), inner)));
    return new YamlFields(this, fields);
  }

  private String known(@Nullable Object key, List<String> known) {
    String name = String.valueOf(key);
    if (!known.contains(name)) {
      throw new ScriptException(
          "%s has no field '%s'. Known fields are: %s."
              .formatted(place(), name, String.join(", ", known)));
    }
    return name;
  }

  private YamlValue at(String name, @Nullable Object inner) {
    return new YamlValue(path.isEmpty() ? name : path + "." + name, inner);
  }

  List<YamlValue> list() {
    if (!(value instanceof List<?> list)) {
      throw wrong("a list", "Write its items on lines that begin with `- `.");
    }
    List<YamlValue> items = new ArrayList<>();
    for (Object item : list) {
      items.add(new YamlValue(path + "[" + items.size() + "]", item));
    }
    return items;
  }

  /** A string; numbers and booleans are taken as they are written. */
  String text() {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case null, default -> throw wrong("a string", "Put the text in quotes or after `|`.");
    };
  }

  int integer(int least) {
    if (value instanceof Integer number && number >= least) {
      return number;
    }
    throw wrong("an integer of " + least + " or more", "Write it without quotes.");
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong("true or false", "Write it without quotes.");
  }

  Duration duration() {
    if (value instanceof Integer millis && millis >= 0) {
      return Duration.ofMillis(millis);
    }
    Matcher matcher = DURATION.matcher(value instanceof String text ? text : "");
    if (!matcher.matches()) {
      throw wrong("a duration", "Write it like 200ms, 1.5s or 2m.");
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1000;
          default -> 60_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }

  /** A constant by its name in lower case with dashes. */
  <E extends Enum<E>> E constant(Class<E> type) {
    String name = value instanceof String text ? text : "";
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> label(c).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "the name of a " + type.getSimpleName().toLowerCase(Locale.ROOT),
                "Choose one of: "
                    + String.join(
                        ", ", Arrays.stream(type.getEnumConstants()).map(c -> label(c)).toList())
                    + "."));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A map of strings, in the file's order. */
  Map<String, String> strings() {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong("a map", "Write its entries as `name: value`.");
    }
    Map<String, String> strings = new LinkedHashMap<>();
    map.forEach((k, v) -> strings.put(String.valueOf(k), at(String.valueOf(k), v).text()));
    return strings;
  }

  /** Says what is wrong with this value and what to do. */
  ScriptException wrong(String wanted, String advice) {
    return new ScriptException(
        "%s must be %s, got %s. %s".formatted(place(), wanted, shape(value), advice));
  }

  private String place() {
    return path.isEmpty() ? "The script" : "'" + path + "'";
  }

  private static String shape(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> map -> "a map of " + map.size();
      case List<?> list -> "a list of " + list.size();
      case String text -> "the string '" + text + "'";
      case Object other -> "the " + other.getClass().getSimpleName() + " " + other;
    };
  }
}
