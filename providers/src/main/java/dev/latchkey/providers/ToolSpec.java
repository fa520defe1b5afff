package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A tool as the model sees it.
 *
 * @param parameters JSON Schema of the arguments; an object schema, never null
 */
public record ToolSpec(String name, String description, JsonNode parameters) {}
