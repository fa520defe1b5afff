package dev.latchkey.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes messages. */
public final class RpcFrames {
  private static final byte[] END = {'}'};

  private RpcFrames() {}

  /** A notification. */
  public static Frame notification(String method, JsonBody params) {
    return Frame.of(
        Json.write(out -> {
          begin(out);
          out.writeStringField("method", method);
          out.writeFieldName("params");
          params.writeTo(out);
          out.writeEndObject();
        }));
  }

  /**
   * A notification around params that are already encoded, in several arrays if need be. They are
   * shared, not copied.
   */
  public static Frame notification(String method, byte[]... params) {
    return surround("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":", params);
  }

  private static Frame surround(String head, byte[][] value) {
    byte[][] parts = new byte[value.length + 2][];
    parts[0] = head.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(value, 0, parts, 1, value.length);
    parts[value.length + 1] = END;
    return Frame.of(parts);
  }

  static Frame request(long id, String method, JsonBody params) {
    return Frame.of(
        Json.write(out -> {
          begin(out);
          out.writeNumberField("id", id);
          out.writeStringField("method", method);
          out.writeFieldName("params");
          params.writeTo(out);
          out.writeEndObject();
        }));
  }

  static Frame result(JsonNode id, JsonBody result) {
    if (result instanceof EncodedBody encoded) {
      String rawId = new String(Json.write(JsonBody.of(id)), StandardCharsets.UTF_8);
      String head = "{\"jsonrpc\":\"2.0\",\"id\":" + rawId + ",\"result\":";
      return surround(head, encoded.parts());
    }
    return Frame.of(
        Json.write(out -> {
          begin(out);
          out.writeFieldName("id");
          Json.write(id, out);
          out.writeFieldName("result");
          result.writeTo(out);
          out.writeEndObject();
        }));
  }

  static Frame error(@Nullable JsonNode id, RpcException error) {
    return Frame.of(
        Json.write(out -> {
          begin(out);
          out.writeFieldName("id");
          if (id == null) {
            out.writeNull();
          } else {
            Json.write(id, out);
          }
          out.writeObjectFieldStart("error");
          out.writeNumberField("code", error.code());
          out.writeStringField("message", error.text());
          JsonNode data = error.data();
          if (data != null) {
            out.writeFieldName("data");
            Json.write(data, out);
          }
          out.writeEndObject();
          out.writeEndObject();
        }));
  }

  private static void begin(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("jsonrpc", "2.0");
  }
}
