package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.events.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Makes JSON that fits the description, the same for the same seed. */
final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;

  private final ProtocolSchema schema;
  private final Random random;

  Samples(ProtocolSchema schema, long seed) {
    this.schema = schema;
    this.random = new Random(seed);
  }

  ObjectNode event(String type) {
    ObjectNode event = JSON.objectNode();
    event.put("type", type);
    event.set("data", value(schema.eventData(type), 0));
    event.set("id", scalar("uuid"));
    event.set("timestamp", scalar("date-time"));
    event.set("parentId", random.nextInt(5) == 0 ? JSON.nullNode() : scalar("uuid"));
    if (schema.isEphemeral(type)) {
      event.put("ephemeral", true);
    }
    if (random.nextInt(3) == 0) {
      event.put("agentId", text());
    }
    return event;
  }

  JsonNode value(SchemaType type, int depth) {
    if (type instanceof SchemaType.Reference reference) {
      return reference(reference.name(), depth);
    }
    if (type instanceof SchemaType.Scalar scalar) {
      return scalar(scalar.name());
    }
    if (type instanceof SchemaType.OneOf oneOf) {
      return JSON.textNode(pick(List.copyOf(oneOf.values())));
    }
    if (type instanceof SchemaType.ListOf list) {
      ArrayNode array = JSON.arrayNode();
      for (int i = depth > DEEPEST ? 0 : random.nextInt(3); i > 0; i--) {
        array.add(value(list.element(), depth + 1));
      }
      return array;
    }
    if (type instanceof SchemaType.MapOf map) {
      ObjectNode object = JSON.objectNode();
      for (int i = depth > DEEPEST ? 0 : random.nextInt(3); i > 0; i--) {
        object.set(text(), value(map.value(), depth + 1));
      }
      return object;
    }
    if (type instanceof SchemaType.Choice choice) {
      return value(pick(choice.alternatives()), depth);
    }
    return object((SchemaType.Shape) type, depth);
  }

  /** A named free-form object is an empty record in Java, so nothing may be in it. */
  private JsonNode reference(String name, int depth) {
    if (name.equals("SessionEvent")) {
      return event(pick(schema.eventTypes()));
    }
    SchemaType type = schema.type(name);
    boolean freeForm =
        type instanceof SchemaType.MapOf map && map.value().equals(new SchemaType.Scalar("any"));
    return freeForm ? JSON.objectNode() : value(type, depth);
  }

  private JsonNode object(SchemaType.Shape shape, int depth) {
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, SchemaType.Field> field : shape.fields().entrySet()) {
      boolean wanted = depth <= DEEPEST && random.nextInt(3) > 0;
      if (field.getValue().required() || wanted) {
        JsonNode value = value(field.getValue().type(), depth + 1);
        boolean optionalNull = value.isNull() && !field.getValue().required();
        boolean absent = value.isMissingNode() || optionalNull;
        if (!absent) {
          object.set(field.getKey(), value);
        }
      }
    }
    return object;
  }

  private JsonNode scalar(String name) {
    return switch (name) {
      case "string" -> JSON.textNode(text());
      case "uuid" -> JSON.textNode(new UUID(random.nextLong(), random.nextLong()).toString());
      case "date-time" -> JSON.textNode(timestamp());
      case "integer" -> JSON.numberNode(random.nextInt(100_000));
      case "number" -> JSON.numberNode(random.nextInt(1000) / 8.0);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      case "null" -> JSON.nullNode();
      case "undefined" -> MissingNode.getInstance();
      default -> any();
    };
  }

  private JsonNode any() {
    return switch (random.nextInt(4)) {
      case 0 -> JSON.objectNode().put("a", 1).putNull("b").put("c", 0.5);
      case 1 -> JSON.arrayNode().add("x").add(true).addNull();
      case 2 -> JSON.numberNode(random.nextInt());
      default -> JSON.textNode(text());
    };
  }

  private String timestamp() {
    long millis = Math.floorMod(random.nextLong(), 4_000_000_000_000L);
    Instant time = Instant.ofEpochMilli(millis).plusNanos(random.nextInt(4) == 0 ? 1000 : 0);
    return Timestamps.format(time.atOffset(ZoneOffset.UTC));
  }

  private String text() {
    String characters = "abcXYZ 019_\"\\\n\u00e4\u20ac\ud83d\ude80";
    int[] points = characters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
