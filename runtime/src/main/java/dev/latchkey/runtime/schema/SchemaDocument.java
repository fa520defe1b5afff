package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a whole while one value is checked: where its references lead, and how much more may
 * be looked at. A schema that leads back to itself without a step into the value says nothing new;
 * what lies deeper than {@value #DEPTH} schemas, or behind the first {@value #STEPS} steps, counts
 * as fulfilled: branches that branch again would keep us for longer than anybody waits.
 */
final class SchemaDocument {
  private static final int DEPTH = 200;
  private static final int STEPS = 100_000;

  private final JsonNode root;
  private final Patterns patterns = new Patterns();

  /** The schemas at work and their values, by what they are and not by what they say. */
  private final IdentityHashMap<JsonNode, Set<JsonNode>> under = new IdentityHashMap<>();

  private @Nullable Map<String, JsonNode> named;
  private int steps = STEPS;
  private int depth;

  SchemaDocument(JsonNode root) {
    this.root = root;
  }

  /** Whether the value is to be checked; if so, {@link #leave} must follow. */
  boolean enter(JsonNode schema, JsonNode value) {
    if (steps-- <= 0 || depth >= DEPTH) {
      return false;
    }
    boolean first =
        under
            .computeIfAbsent(schema, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
            .add(value);
    depth += first ? 1 : 0;
    return first;
  }

  void leave(JsonNode schema, JsonNode value) {
    under.getOrDefault(schema, Set.of()).remove(value);
    depth--;
  }

  Patterns patterns() {
    return patterns;
  }

  /** The schemas of this document that {@code schema} refers to. */
  List<JsonNode> referred(JsonNode schema) {
    List<JsonNode> found = new ArrayList<>(1);
    for (String keyword : List.of("$ref", "$dynamicRef")) {
      JsonNode reference = schema.path(keyword);
      JsonNode part = reference.isTextual() ? find(reference.textValue()) : null;
      if (part != null && !part.isMissingNode()) {
        found.add(part);
      }
    }
    return found;
  }

  /** Null when the reference leads to another document. */
  private @Nullable JsonNode find(String reference) {
    int hash = reference.indexOf('#');
    String address = hash < 0 ? reference : reference.substring(0, hash);
    JsonNode base = address.isEmpty() ? root : named().get(address);
    String fragment = hash < 0 ? "" : decoded(reference.substring(hash + 1));
    if (base == null || fragment.isEmpty()) {
      return base;
    }
    return fragment.startsWith("/")
        ? base.at(JsonPointer.compile(fragment))
        : named().get("#" + fragment);
  }

  private static String decoded(String fragment) {
    try {
      return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return fragment;
    }
  }

  /** The parts that have an address or an anchor, the first of each name. */
  private Map<String, JsonNode> named() {
    Map<String, JsonNode> known = named;
    if (known == null) {
      known = new HashMap<>();
      Deque<JsonNode> waiting = new ArrayDeque<>(List.of(root));
      while (!waiting.isEmpty()) {
        JsonNode part = waiting.removeFirst();
        name(known, "", part.path("$id"), part);
        name(known, "#", part.path("$anchor"), part);
        name(known, "#", part.path("$dynamicAnchor"), part);
        part.forEach(waiting::addLast);
      }
      named = known;
    }
    return known;
  }

  private static void name(
      Map<String, JsonNode> known, String prefix, JsonNode name, JsonNode part) {
    if (name.isTextual()) {
      known.putIfAbsent(prefix + name.textValue().replaceFirst("#$", ""), part);
    }
  }
}
