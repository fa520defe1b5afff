package dev.latchkey.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What the published Java API fixes and the newer protocol description does not tell: which fields
 * are newer than the API (they follow the others), which fields and types are gone, older types of
 * fields, older names. Keys are {@code events.Type} or {@code rpc.Type}.
 *
 * @param added newer fields of a record, by wire name
 * @param removed fields that only the published API has: position, name and type
 * @param retyped older types of fields, by {@code key.wireName}
 * @param renamed older names of types
 * @param types types that only the published API has
 */
record Overlay(
    Map<String, List<String>> added,
    Map<String, List<Removed>> removed,
    Map<String, TypeExpr> retyped,
    Map<String, String> renamed,
    Map<String, TypeExpr> types) {

  /** A field that only the published API has. */
  record Removed(int position, TypeExpr.Field field) {}

  static Overlay read(Path folder) throws IOException {
    JsonNode root = new ObjectMapper().readTree(folder.resolve("java-names.json").toFile());
    Map<String, List<String>> added = new LinkedHashMap<>();
    Map<String, List<Removed>> removed = new LinkedHashMap<>();
    Map<String, TypeExpr> retyped = new LinkedHashMap<>();
    Map<String, String> renamed = new LinkedHashMap<>();
    Map<String, TypeExpr> types = new LinkedHashMap<>();
    root.path("added").properties().forEach(e -> added.put(e.getKey(), texts(e.getValue())));
    root.path("removed").properties().forEach(e -> removed.put(e.getKey(), fields(e.getValue())));
    root.path("retyped")
        .properties()
        .forEach(e -> retyped.put(e.getKey(), TypeExprReader.read(e.getValue())));
    root.path("renamed").properties().forEach(e -> renamed.put(e.getKey(), e.getValue().asText()));
    root.path("types")
        .properties()
        .forEach(e -> types.put(e.getKey(), TypeExprReader.read(e.getValue())));
    return new Overlay(added, removed, retyped, renamed, types);
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static List<Removed> fields(JsonNode array) {
    return stream(array)
        .map(node ->
            new Removed(
                node.get("at").asInt(),
                new TypeExpr.Field(
                    node.get("name").asText(), false, TypeExprReader.read(node.get("type")))))
        .toList();
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
