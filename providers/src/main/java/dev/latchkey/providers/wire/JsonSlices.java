package dev.latchkey.providers.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of a JSON document are in its bytes, so that they can be compared and moved as
 * they are. For documents of our own making: what is no JSON is a programming error.
 */
public final class JsonSlices {
  private JsonSlices() {}

  /** The fields of an object in their order, each with the bytes of its value. */
  public static Map<String, Slice> fields(Slice object) {
    Map<String, Slice> fields = new LinkedHashMap<>();
    try (JsonParser parser = WireJson.parser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, value(parser, object));
      }
      return fields;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The elements of an array. */
  public static List<Slice> elements(Slice array) {
    List<Slice> elements = new ArrayList<>();
    try (JsonParser parser = WireJson.parser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, array));
      }
      return elements;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Slice value(JsonParser parser, Slice whole) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return new Slice(whole.array(), whole.offset() + start, end - start);
  }
}
