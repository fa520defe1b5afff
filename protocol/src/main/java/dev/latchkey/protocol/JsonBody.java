package dev.latchkey.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A JSON value that writes itself: the params of a request or the result of one. */
@FunctionalInterface
public interface JsonBody {

  /** {@code null}: the result of a void method. */
  JsonBody NULL = JsonGenerator::writeNull;

  /** <code>{}</code>. */
  JsonBody EMPTY =
      out -> {
        out.writeStartObject();
        out.writeEndObject();
      };

  /** Writes exactly one JSON value. */
  void writeTo(JsonGenerator out) throws IOException;

  /** A tree. It must not change afterwards. */
  static JsonBody of(JsonNode tree) {
    return out -> Json.write(tree, out);
  }

  /**
   * One JSON value that is already encoded in UTF-8, in several arrays if need be. It is not
   * checked, and as the result of a request it is not copied either.
   */
  static JsonBody encoded(byte[]... utf8) {
    return new EncodedBody(utf8);
  }
}
