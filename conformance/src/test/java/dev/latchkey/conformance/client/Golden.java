package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the official runtime emits, in {@code golden/<name>.txt}: one line per event with its type,
 * {@code ~} when it is ephemeral, and the fields of its data.
 *
 * @param events in order
 */
public record Golden(List<Line> events) {
  /** Maps whose keys are data. */
  private static final Set<String> OPEN =
      Set.of("args", "arguments", "toolCounts", "modelMetrics", "toolTelemetry");

  public Golden {
    events = List.copyOf(events);
  }

  /**
   * One event.
   *
   * @param type with {@code ~} when it is ephemeral
   * @param fields of its data, with dots inside objects
   */
  public record Line(String type, Set<String> fields) {
    public Line {
      fields = Set.copyOf(fields);
    }
  }

  /** Reads a file of the class path. */
  public static Golden read(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name + ".txt")) {
      if (in == null) {
        throw new IOException("there is no golden file " + name);
      }
      List<Line> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          List<String> words = Arrays.asList(line.split(" "));
          lines.add(new Line(words.getFirst(), Set.copyOf(words.subList(1, words.size()))));
        }
      }
      return new Golden(lines);
    }
  }

  /** What a server of ours emitted, in the same form. */
  public static Golden of(List<JsonNode> events) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode event : events) {
      String mark = event.path("ephemeral").asBoolean() ? "~" : "";
      Set<String> fields = new TreeSet<>();
      collect("", event.path("data"), fields);
      lines.add(new Line(event.get("type").asText() + mark, fields));
    }
    return new Golden(lines);
  }

  private static void collect(String prefix, JsonNode data, Set<String> fields) {
    data.properties()
        .forEach(field -> {
          JsonNode value = field.getValue();
          if (value.isObject() && !value.isEmpty() && !OPEN.contains(field.getKey())) {
            collect(prefix + field.getKey() + ".", value, fields);
          } else {
            fields.add(prefix + field.getKey());
          }
        });
  }

  /** The types in order. */
  public List<String> types() {
    return events.stream().map(Line::type).toList();
  }

  /**
   * Fields of these events that are missing in the other ones, which have the same types in the
   * same order.
   */
  public List<String> missingIn(Golden others, Set<String> exempt) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Line line = events.get(i);
      for (String field : new TreeSet<>(line.fields())) {
        String name = line.type().replace("~", "") + " " + field;
        if (!others.events().get(i).fields().contains(field) && !exempt.contains(name)) {
          missing.add(name);
        }
      }
    }
    return missing;
  }
}
