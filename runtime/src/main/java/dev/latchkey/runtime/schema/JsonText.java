package dev.latchkey.runtime.schema;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text that should be one JSON document.
 *
 * @param value the document; missing when it is none
 * @param problem why it is none, with the place; null when it is one
 */
public record JsonText(JsonNode value, @Nullable String problem) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Reads {@code text}. */
  public static JsonText of(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode tree = MAPPER.readTree(parser);
      if (tree == null) {
        return broken("it is empty");
      }
      if (parser.nextToken() != null) {
        return broken("something follows the end of the document");
      }
      return new JsonText(tree, null);
    } catch (JsonProcessingException e) {
      return broken(words(e));
    } catch (IOException impossible) {
      return broken("it cannot be read");
    }
  }

  private static JsonText broken(String problem) {
    return new JsonText(MissingNode.getInstance(), problem);
  }

  private static String words(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    String said = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    return said.replaceAll("\\s*\\(start marker at .*", "") + place;
  }
}
