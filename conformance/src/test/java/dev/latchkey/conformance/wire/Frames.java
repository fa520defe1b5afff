package dev.latchkey.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads frames with a reader of its own, so that ours is not judged by itself. */
final class Frames {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "Content-Length: ";

  private Frames() {}

  /** The messages of one direction; a frame that is cut off at the end is left out. */
  static List<JsonNode> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<JsonNode> messages = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int body = indexOf(bytes, at) + END.length;
      if (body < END.length) {
        break;
      }
      String header = new String(bytes, at, body - END.length - at, StandardCharsets.US_ASCII);
      if (!header.startsWith(LENGTH)) {
        throw new IOException("not a frame: '" + header + "' at byte " + at + " of " + file);
      }
      int length = Integer.parseInt(header.substring(LENGTH.length()));
      if (body + length > bytes.length) {
        break;
      }
      messages.add(JSON.readTree(bytes, body, length));
      at = body + length;
    }
    return messages;
  }

  private static int indexOf(byte[] bytes, int from) {
    for (int i = from; i <= bytes.length - END.length; i++) {
      if (Arrays.equals(bytes, i, i + END.length, END, 0, END.length)) {
        return i;
      }
    }
    return -1 - END.length;
  }
}
