package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON against the description of the public protocol 1.0.102: missing and unknown fields,
 * types, enum values, unions. Lengths, ranges and patterns are not described. Reading the
 * description takes a while, so it happens on first use; safe for use by many threads.
 */
public final class ProtocolSchema {
  private final Map<String, JsonNode> types;
  private final Map<String, JsonNode> methods;
  private final JsonNode events;
  private final Map<String, SchemaType> read = new ConcurrentHashMap<>();
  private final SchemaChecker checker = new SchemaChecker(this::type, this::checkEvent);

  private ProtocolSchema(
      Map<String, JsonNode> types, Map<String, JsonNode> methods, JsonNode events) {
    this.types = types;
    this.methods = methods;
    this.events = events;
  }

  /** The description that comes with this version; the same instance every time. */
  public static ProtocolSchema published() {
    return Published.SCHEMA;
  }

  /** All methods of both directions. */
  public Set<String> methods() {
    return methods.keySet();
  }

  /**
   * What is wrong with a session event, envelope included; empty when nothing is. An event type
   * that the description does not know is wrong.
   */
  public List<Violation> validateEvent(JsonNode event) {
    return checkEvent(event, "");
  }

  /**
   * What is wrong with the parameters of {@code method}; empty when nothing is.
   *
   * @param params null when there are none, which is the same as an empty object
   */
  public List<Violation> validateParams(String method, @Nullable JsonNode params) {
    if (!methods.containsKey(method)) {
      return unknownMethod(method);
    }
    JsonNode value =
        params == null || params.isNull() || params.isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : params;
    SchemaType type = params(method);
    if (type != null) {
      return checker.check(type, value, "");
    }
    return value.isEmpty() ? List.of() : List.of(new Violation("", method + " has no parameters"));
  }

  /** What is wrong with the result of {@code method}; empty when nothing is. */
  public List<Violation> validateResult(String method, JsonNode result) {
    return methods.containsKey(method)
        ? checker.check(result(method), result, "")
        : unknownMethod(method);
  }

  private List<Violation> checkEvent(JsonNode event, String path) {
    String name = event.path("type").asText();
    boolean ephemeral = isEphemeral(name);
    if (!ephemeral && !events.get("durable").has(name)) {
      return List.of(new Violation(path, "unknown event type '" + name + "'"));
    }
    String key = ephemeral ? "ephemeral" : "durable";
    SchemaType envelope = type("event " + key, EnvelopeType.of(ephemeral));
    List<Violation> violations = new ArrayList<>(checker.check(envelope, event, path));
    if (event.has("data")) {
      String dataPath = path.isEmpty() ? "data" : path + ".data";
      violations.addAll(checker.check(eventData(name), event.get("data"), dataPath));
    }
    return violations;
  }

  /** The type strings of all events. */
  List<String> eventTypes() {
    List<String> names = new ArrayList<>();
    events.forEach(group -> group.fieldNames().forEachRemaining(names::add));
    return names;
  }

  boolean isEphemeral(String eventType) {
    return events.get("ephemeral").has(eventType);
  }

  SchemaType eventData(String eventType) {
    JsonNode group = events.get(isEphemeral(eventType) ? "ephemeral" : "durable");
    return type("event " + eventType, group.get(eventType));
  }

  /** The type of the parameters of {@code method}; null where there are none. */
  @Nullable SchemaType params(String method) {
    JsonNode params = method(method).get("params");
    return params == null ? null : type(method, params);
  }

  private JsonNode method(String name) {
    return Objects.requireNonNull(methods.get(name), name);
  }

  SchemaType result(String method) {
    return type(method + " ", method(method).get("result"));
  }

  SchemaType type(String name) {
    JsonNode definition = types.get(name);
    if (definition == null) {
      throw new IllegalStateException("The description refers to an unknown type: " + name);
    }
    return type(name, definition);
  }

  private SchemaType type(String key, JsonNode notation) {
    return read.computeIfAbsent(key, unused -> SchemaReader.read(notation));
  }

  private static List<Violation> unknownMethod(String method) {
    return List.of(new Violation("", "unknown method '" + method + "'"));
  }

  private static final class Published {
    static final ProtocolSchema SCHEMA = load();

    private Published() {}

    private static ProtocolSchema load() {
      ObjectMapper mapper = new ObjectMapper();
      Map<String, JsonNode> types = new LinkedHashMap<>();
      Map<String, JsonNode> methods = new LinkedHashMap<>();
      for (String file : List.of("types-events", "types-shared", "types-rpc")) {
        resource(mapper, file).properties().forEach(e -> types.put(e.getKey(), e.getValue()));
      }
      for (String kind : List.of("server", "session", "client", "unlisted")) {
        resource(mapper, "methods-" + kind)
            .properties()
            .forEach(e -> methods.put(e.getKey(), e.getValue()));
      }
      return new ProtocolSchema(types, methods, resource(mapper, "events"));
    }

    private static JsonNode resource(ObjectMapper mapper, String name) {
      String file = name + ".json";
      try (InputStream in = ProtocolSchema.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("The class path lacks the protocol description " + file);
        }
        return mapper.readTree(in);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the protocol description " + file, e);
      }
    }
  }
}
