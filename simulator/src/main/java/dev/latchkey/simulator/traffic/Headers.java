package dev.latchkey.simulator.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP header fields in the order they were sent. Names compare without case. The text form masks
 * credentials, so a failing assertion never prints a key.
 */
public record Headers(List<Field> fields) {
  /** No fields. */
  public static final Headers EMPTY = new Headers(List.of());

  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "api-key", "x-api-key", "cookie");

  /** One header line. */
  public record Field(String name, String value) {
    @Override
    public String toString() {
      return name + ": " + (SECRET.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value);
    }
  }

  public Headers {
    fields = List.copyOf(fields);
  }

  /** Names and values alternating: {@code Headers.of("retry-after", "1")}. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Headers.of takes names and values in pairs, got "
              + namesAndValues.length
              + " strings; add the missing value.");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /** One field per entry, in the map's order. */
  public static Headers of(Map<String, String> values) {
    return new Headers(
        values.entrySet().stream().map(e -> new Field(e.getKey(), e.getValue())).toList());
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  /** The values of all fields of this name, in order. */
  public List<String> all(String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }

  /** True when a field of this name exists. */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /** These fields and one more at the end. */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }
}
