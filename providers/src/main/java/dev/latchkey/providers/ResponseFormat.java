package dev.latchkey.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that an answer must be.
 *
 * @param name what providers know it by: letters, digits, {@code _} and {@code -}, 64 at most
 * @param schema its JSON Schema
 * @param description what it is for, told to the model; null for none
 * @param strict whether the provider shall enforce every detail; null where the schema allows that
 */
public record ResponseFormat(
    String name, ObjectNode schema, @Nullable String description, @Nullable Boolean strict) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  /** Throws {@link IllegalArgumentException} naming the field that no provider would take. */
  public ResponseFormat {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "responseFormat.jsonSchema.name must be 1 to 64 letters, digits, '_' or '-', not "
              + name.length()
              + " characters with others among them; choose such a name");
    }
    if (schema.isEmpty()) {
      throw new IllegalArgumentException(
          "responseFormat.jsonSchema.schema is an empty object; describe the answer in it");
    }
    schema = schema.deepCopy();
  }

  /** The same in words, for models whose provider has no field for it. */
  public String instructions() {
    String purpose = description == null || description.isBlank() ? "" : " (" + description + ")";
    return "Your final answer"
        + purpose
        + " must be one JSON document and nothing else: no words around it, no code fence. It must"
        + " be valid against this JSON Schema:\n"
        + schema;
  }
}
