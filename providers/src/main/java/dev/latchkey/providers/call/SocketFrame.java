package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.wire.JsonSlices;
import dev.latchkey.providers.wire.Slice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The message that asks for a reply over a socket: a request body in another form. */
final class SocketFrame {
  /** A socket always streams, and remembers its conversation itself. */
  private static final Set<String> NOT_SENT =
      Set.of("stream", "prompt_cache_key", "background", "previous_response_id");

  private SocketFrame() {}

  /** The whole conversation, or what is new to somebody who has {@code seen} the rest. */
  static byte[] of(byte[] body, @Nullable SeenConversation seen) {
    Map<String, Slice> fields = JsonSlices.fields(Slice.of(body));
    Slice news = seen == null ? null : seen.news(fields);
    ByteArrayOutputStream frame = new ByteArrayOutputStream(body.length + 64);
    write(frame, "{\"type\":\"response.create\"");
    if (seen != null && news != null) {
      write(frame, ",\"previous_response_id\":" + TextNode.valueOf(seen.responseId()));
    }
    fields.forEach((name, value) -> {
      if (!NOT_SENT.contains(name)) {
        write(frame, "," + TextNode.valueOf(name) + ":");
        if (news != null && name.equals("input")) {
          write(frame, "[");
          frame.write(news.array(), news.offset(), news.length());
          write(frame, "]");
        } else {
          frame.write(value.array(), value.offset(), value.length());
        }
      }
    });
    write(frame, "}");
    return frame.toByteArray();
  }

  private static void write(ByteArrayOutputStream frame, String text) {
    frame.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
