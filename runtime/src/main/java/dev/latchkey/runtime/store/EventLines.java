package dev.latchkey.runtime.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What makes bytes one line of a journal. */
final class EventLines {
  private static final JsonFactory JSON = new JsonFactory();

  private EventLines() {}

  /** Fails for an event that would not come back as the one line it is written as. */
  static void check(List<byte[]> events) {
    for (byte[] event : events) {
      if (event.length == 0 || event[0] != '{' || event[event.length - 1] != '}') {
        throw new IllegalArgumentException("An event must be one JSON object in UTF-8");
      }
      for (byte b : event) {
        if (b == '\n') {
          throw new IllegalArgumentException("An event must not contain line breaks");
        }
      }
    }
  }

  /** What keeps the bytes from being one JSON object; null if nothing does. */
  static @Nullable String defect(byte[] buffer, int offset, int length) {
    try (JsonParser parser = JSON.createParser(buffer, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "not a JSON object";
      }
      parser.skipChildren();
      return parser.nextToken() == null ? null : "text after the JSON object";
    } catch (JsonProcessingException e) {
      return "invalid JSON at column " + e.getLocation().getColumnNr();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
