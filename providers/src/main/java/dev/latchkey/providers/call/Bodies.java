package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.Wire;
import dev.latchkey.providers.wire.WireJson;
import java.util.Map;

/** Request bodies as they leave: what the wire writes, what the user adds, less what is refused. */
final class Bodies {
  private Bodies() {}

  static byte[] write(Wire wire, ModelRequest request, Quirks quirks, ObjectNode extra) {
    byte[] written = wire.encode(fitted(formatted(wire, request, quirks), quirks), quirks);
    if (extra.isEmpty() || !(WireJson.tree(Slice.of(written)) instanceof ObjectNode body)) {
      return written;
    }
    merge(body, extra);
    quirks.omit().forEach(field -> remove(body, field));
    return WireJson.bytes(json -> WireJson.write(json, body));
  }

  /** A format that the wire has no field for goes into the instructions. */
  private static ModelRequest formatted(Wire wire, ModelRequest request, Quirks quirks) {
    ResponseFormat format = request.responseFormat();
    if (format == null) {
      return request;
    }
    boolean fits = quirks.structuredWithTools() || request.tools().isEmpty();
    if (quirks.structuredOutput() && fits && wire.carriesFormat(request, quirks)) {
      return request;
    }
    String before = request.system().isBlank() ? "" : request.system() + "\n\n";
    return request.with().responseFormat(null).system(before + format.instructions()).build();
  }

  private static ModelRequest fitted(ModelRequest request, Quirks quirks) {
    Integer cap = request.maxOutputTokens();
    boolean tooMuch = quirks.outputLimit() > 0 && cap != null && cap > quirks.outputLimit();
    boolean mustStream = quirks.alwaysStream() && !request.stream();
    if (!tooMuch && !mustStream) {
      return request;
    }
    return request.with().stream(request.stream() || mustStream)
        .maxOutputTokens(tooMuch ? Integer.valueOf(quirks.outputLimit()) : cap)
        .build();
  }

  /** Objects are merged field by field, all else is replaced; a null takes a field away. */
  private static void merge(ObjectNode into, ObjectNode extra) {
    for (Map.Entry<String, JsonNode> field : extra.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        into.remove(field.getKey());
      } else if (value instanceof ObjectNode object) {
        merge(
            into.path(field.getKey()) instanceof ObjectNode there
                ? there
                : into.putObject(field.getKey()),
            object);
      } else {
        into.set(field.getKey(), value);
      }
    }
  }

  private static void remove(ObjectNode body, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      body.remove(path);
    } else if (body.path(path.substring(0, dot)) instanceof ObjectNode inner) {
      remove(inner, path.substring(dot + 1));
    }
  }
}
