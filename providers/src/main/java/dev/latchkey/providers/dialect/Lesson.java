package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Quirks;

/**
 * One quirk that a refusal suggests.
 *
 * @param quirk its name in {@link QuirksJson}
 * @param value its value there
 * @param lasting whether it says something of the server, and not of this one request
 */
record Lesson(String quirk, JsonNode value, boolean lasting) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Lesson(String quirk, JsonNode value) {
    this(quirk, value, true);
  }

  static Lesson omit(String field) {
    return new Lesson("omit", JSON.arrayNode().add(field));
  }

  /** The same for this request only. */
  Lesson once() {
    return new Lesson(quirk, value, false);
  }

  static Lesson of(String quirk, boolean value) {
    return new Lesson(quirk, JSON.booleanNode(value));
  }

  static Lesson of(String quirk, String value) {
    return new Lesson(quirk, JSON.textNode(value));
  }

  static Lesson of(String quirk, int value) {
    return new Lesson(quirk, JSON.numberNode(value));
  }

  Quirks apply(Quirks quirks) {
    return QuirksJson.with(quirks, JSON.objectNode().set(quirk, value));
  }

  /** Adds it to quirks written before. */
  void addTo(ObjectNode written) {
    if (quirk.equals("omit")) {
      var all = written.withArrayProperty("omit");
      for (JsonNode field : value) {
        boolean there = false;
        for (JsonNode known : all) {
          there |= known.equals(field);
        }
        if (!there) {
          all.add(field);
        }
      }
    } else {
      written.set(quirk, value);
    }
  }

  @Override
  public String toString() {
    return quirk + "=" + value;
  }
}
