package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.RandomConversation;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.providers.wire.responses.ResponsesWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a history between two calls: what the server knows and what it is sent
 * together are the input of the request, item for item.
 */
class SocketFramePropertyTest {
  private static final ResponsesWire WIRE = new ResponsesWire();
  private int continued;

  private static byte[] body(String model, List<Message> messages, Quirks quirks) {
    return WIRE.encode(ModelRequest.builder(model).messages(messages).build(), quirks);
  }

  private static List<JsonNode> items(JsonNode body) {
    List<JsonNode> items = new ArrayList<>();
    body.path("input").forEach(items::add);
    return items;
  }

  private static JsonNode tree(byte[] json) {
    return Objects.requireNonNull(WireJson.tree(Slice.of(json)));
  }

  @Test
  void whatIsKnownAndWhatIsSentAreTheWholeConversation() {
    for (long seed = 0; seed < 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Message> all = new ArrayList<>();
      boolean proper = random.nextInt(3) > 0;
      if (proper) {
        RandomConversation.rounds(seed).forEach(all::addAll);
      } else {
        all.addAll(RandomConversation.any(seed));
        all.addAll(RandomConversation.any(-seed));
      }
      check(all, seed, random);
    }
    assertThat(continued).isGreaterThan(500);
  }

  private void check(List<Message> all, long seed, SplittableRandom random) {
    List<Integer> replies = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).role() == Message.Role.ASSISTANT) {
        replies.add(i);
      }
    }
    if (replies.isEmpty()) {
      return;
    }
    int at = replies.get(random.nextInt(replies.size()));
    Quirks quirks = Quirks.DEFAULT.with().media(random.nextInt(4) > 0).build();
    byte[] sent = body("gpt-5", all.subList(0, at), quirks);
    byte[] withReply = body("gpt-5", all.subList(0, at + 1), quirks);
    SeenConversation seen = SeenConversation.after(sent, withReply, "resp_\"1");
    List<JsonNode> known = known(items(tree(sent)), items(tree(withReply)));

    List<Message> later = changed(all, at, random);
    Quirks then = random.nextInt(6) == 0 ? Quirks.DEFAULT.with().media(false).build() : quirks;
    byte[] next = body(random.nextInt(6) == 0 ? "gpt-4o" : "gpt-5", later, then);
    JsonNode frame = tree(SocketFrame.of(next, seen));

    List<JsonNode> received = new ArrayList<>();
    if (frame.has("previous_response_id")) {
      continued++;
      assertThat(frame.path("previous_response_id").asText()).isEqualTo("resp_\"1");
      assertThat(frame.path("model").asText()).isEqualTo("gpt-5");
      received.addAll(known);
    }
    received.addAll(items(frame));
    assertThat(received).as("seed %d", seed).isEqualTo(items(tree(next)));
  }

  /** What a server knows: what it was sent, and its own reply, but not results made up by us. */
  private static List<JsonNode> known(List<JsonNode> sent, List<JsonNode> withReply) {
    List<JsonNode> known = new ArrayList<>(withReply);
    while (known.size() > sent.size()
        && known.getLast().path("type").asText().equals("function_call_output")) {
      known.removeLast();
    }
    return known;
  }

  private static List<Message> changed(List<Message> all, int at, SplittableRandom random) {
    List<Message> later =
        new ArrayList<>(all.subList(0, Math.min(all.size(), at + 1 + random.nextInt(4))));
    later.add(Message.user("More?"));
    switch (random.nextInt(5)) {
      case 0 -> later.remove(random.nextInt(later.size()));
      case 1 -> later.set(random.nextInt(later.size()), Message.user("Edited."));
      case 2 -> later.add(random.nextInt(later.size()), Message.user("Put in."));
      default -> {}
    }
    return later;
  }
}
