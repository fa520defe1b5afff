package dev.latchkey.simulator.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The fields of a map of a script file, all of them known ones. */
record YamlFields(YamlValue owner, Map<String, YamlValue> byName) {
  YamlFields {
    byName = Map.copyOf(byName);
  }

  Optional<YamlValue> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The items of a list; none when the field is absent. */
  List<YamlValue> items(String name) {
    return get(name).map(YamlValue::list).orElse(List.of());
  }

  boolean flag(String name) {
    return get(name).map(YamlValue::flag).orElse(false);
  }

  String text(String name, String otherwise) {
    return get(name).map(YamlValue::text).orElse(otherwise);
  }

  int integer(String name, int least, int otherwise) {
    return get(name).map(v -> v.integer(least)).orElse(otherwise);
  }

  <E extends Enum<E>> E constant(String name, Class<E> type, E otherwise) {
    return get(name).map(v -> v.constant(type)).orElse(otherwise);
  }

  /** The thing, changed by the field if there is one. */
  <T> T apply(String name, T thing, BiFunction<T, YamlValue, T> change) {
    YamlValue value = byName.get(name);
    return value == null ? thing : change.apply(thing, value);
  }
}
