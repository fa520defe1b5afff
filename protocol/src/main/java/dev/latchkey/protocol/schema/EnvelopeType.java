package dev.latchkey.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields around the data of a session event, in the notation of the description. */
final class EnvelopeType {
  private EnvelopeType() {}

  static JsonNode of(boolean ephemeral) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    return envelope
        .put("type", "string")
        .put("data", "any")
        .put("id", "uuid")
        .put("timestamp", "date-time")
        .put("parentId", "uuid | null")
        .put(ephemeral ? "ephemeral" : "ephemeral?", ephemeral ? "true" : "boolean")
        .put("agentId?", "string");
  }
}
