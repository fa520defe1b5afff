package dev.latchkey.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The protocol description: events, methods and named types.
 *
 * @param events all session events, by type string
 * @param methods the methods of each {@link MethodKind}
 * @param types the named types
 */
record Description(List<Event> events, List<Method> methods, Map<String, TypeExpr> types) {

  /** Who is called. */
  enum MethodKind {
    SERVER,
    SESSION,
    CLIENT
  }

  /**
   * A session event.
   *
   * @param ephemeral whether it is never stored
   */
  record Event(String type, boolean ephemeral, TypeExpr data) {}

  /**
   * A JSON-RPC method.
   *
   * @param params the parameters; {@code undefined} where there are none
   * @param optional whether the parameters may be left out as a whole
   */
  record Method(String name, MethodKind kind, TypeExpr params, boolean optional, TypeExpr result) {}

  static Description read(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, TypeExpr> types = new TreeMap<>();
    for (String file : List.of("types-events", "types-shared", "types-rpc")) {
      mapper
          .readTree(folder.resolve(file + ".json").toFile())
          .properties()
          .forEach(entry -> types.put(entry.getKey(), TypeExprReader.read(entry.getValue())));
    }
    List<Method> methods = new ArrayList<>();
    for (MethodKind kind : MethodKind.values()) {
      String file = "methods-" + kind.name().toLowerCase(java.util.Locale.ROOT) + ".json";
      mapper
          .readTree(folder.resolve(file).toFile())
          .properties()
          .forEach(entry -> methods.add(method(entry.getKey(), kind, entry.getValue())));
    }
    JsonNode events = mapper.readTree(folder.resolve("events.json").toFile());
    return new Description(events(events), List.copyOf(methods), new LinkedHashMap<>(types));
  }

  private static List<Event> events(JsonNode node) {
    Map<String, Event> events = new TreeMap<>();
    for (String group : List.of("durable", "ephemeral")) {
      node.get(group)
          .properties()
          .forEach(entry -> {
            TypeExpr data = TypeExprReader.read(entry.getValue());
            boolean ephemeral = group.equals("ephemeral");
            events.put(entry.getKey(), new Event(entry.getKey(), ephemeral, data));
          });
    }
    return List.copyOf(events.values());
  }

  private static Method method(String name, MethodKind kind, JsonNode node) {
    TypeExpr none = new TypeExpr.Scalar("undefined");
    TypeExpr params = node.has("params") ? TypeExprReader.read(node.get("params")) : none;
    boolean optional = node.path("optional").asBoolean();
    return new Method(name, kind, params, optional, TypeExprReader.read(node.get("result")));
  }
}
