package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.wire.JsonSlices;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the other end of a socket knows it: the input it was sent and the reply it
 * gave. Compared byte by byte with what is to be sent next, so that only a true continuation counts
 * as one, whatever happened to the history meanwhile.
 */
final class SeenConversation {
  private static final String INPUT = "input";
  private static final String MODEL = "model";

  private final String responseId;
  private final byte[] model;
  private final byte[] items;

  private SeenConversation(String responseId, byte[] model, byte[] items) {
    this.responseId = responseId;
    this.model = model;
    this.items = items;
  }

  /**
   * What is known after a reply.
   *
   * @param sent the body of the request
   * @param withReply the body of a request whose conversation ends with the reply
   * @return null when the reply cannot be told from what was sent
   */
  static @Nullable SeenConversation after(byte[] sent, byte[] withReply, String responseId) {
    Map<String, Slice> before = JsonSlices.fields(Slice.of(sent));
    Map<String, Slice> now = JsonSlices.fields(Slice.of(withReply));
    Slice model = before.get(MODEL);
    Slice input = before.get(INPUT);
    Slice grown = now.get(INPUT);
    if (model == null || input == null || grown == null || !extended(bytes(inner(input)), grown)) {
      return null;
    }
    int own = JsonSlices.elements(input).size();
    return new SeenConversation(responseId, bytes(model), bytes(known(grown, own)));
  }

  /** Calls without results get some when they are written; the other end has not seen those. */
  private static Slice known(Slice grown, int own) {
    List<Slice> items = JsonSlices.elements(grown);
    int last = items.size() - 1;
    while (last >= own && isOutput(items.get(last))) {
      last--;
    }
    int end = last < 0 ? grown.offset() + 1 : items.get(last).offset() + items.get(last).length();
    return new Slice(grown.array(), grown.offset() + 1, end - grown.offset() - 1);
  }

  private static boolean isOutput(Slice item) {
    JsonNode tree = WireJson.tree(item);
    return tree != null && "function_call_output".equals(WireJson.text(tree, "type"));
  }

  /** The response to refer to. */
  String responseId() {
    return responseId;
  }

  /**
   * What a request's input has beyond what is known, without brackets.
   *
   * @return null when it is not a continuation, or adds nothing
   */
  @Nullable Slice news(Map<String, Slice> request) {
    Slice asked = request.get(MODEL);
    Slice input = request.get(INPUT);
    if (asked == null || input == null || !Arrays.equals(bytes(asked), model)) {
      return null;
    }
    Slice all = inner(input);
    if (!extended(items, input) || all.length() <= items.length) {
      return null;
    }
    int comma = items.length == 0 ? 0 : 1;
    int start = items.length + comma;
    return new Slice(all.array(), all.offset() + start, all.length() - start);
  }

  private static boolean extended(byte[] start, Slice array) {
    Slice all = inner(array);
    return all.length() >= start.length
        && Arrays.equals(
            start, 0, start.length, all.array(), all.offset(), all.offset() + start.length)
        && (start.length == 0
            || all.length() == start.length
            || all.array()[all.offset() + start.length] == ',');
  }

  private static Slice inner(Slice array) {
    return new Slice(array.array(), array.offset() + 1, array.length() - 2);
  }

  private static byte[] bytes(Slice slice) {
    return Arrays.copyOfRange(slice.array(), slice.offset(), slice.offset() + slice.length());
  }
}
