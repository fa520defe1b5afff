package dev.latchkey.runtime.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.UnknownSessionEvent;
import dev.latchkey.protocol.events.EventWriter;
import dev.latchkey.runtime.EmittedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The one place where events become JSON and come back. */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Loaded only when a stored session is opened. */
  private static final class Reading {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader EVENTS = MAPPER.readerFor(SessionEvent.class);
    private static final ObjectReader UNKNOWN = MAPPER.readerFor(UnknownSessionEvent.class);
  }

  private EventJson() {}

  static byte[] write(SessionEvent event) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      EventWriter.write(out, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The event a stored line holds. An event of a shape this version does not know, such as a new
   * value of an enumeration, is kept as an unknown one.
   */
  public static SessionEvent read(byte[] json) {
    try {
      return Reading.EVENTS.readValue(json);
    } catch (JsonMappingException _) {
      return unknown(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SessionEvent unknown(byte[] json) {
    try {
      return Reading.UNKNOWN.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of the sub-agent whose event it is; null for the main agent's. */
  static @Nullable String agentId(EmittedEvent event) {
    try (JsonParser parser = JSON.createParser(event.json())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("agentId");
        if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
          return parser.getText();
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stored line with its id and type. */
  static EmittedEvent stored(byte[] json) {
    String id = "";
    String type = "";
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("id")) {
          id = parser.getText();
        } else if (value == JsonToken.VALUE_STRING && field.equals("type")) {
          type = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EmittedEvent(id, type, false, json);
  }
}
