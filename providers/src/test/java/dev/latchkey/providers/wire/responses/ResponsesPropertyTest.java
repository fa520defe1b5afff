package dev.latchkey.providers.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.RandomConversation;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResponsesPropertyTest {
  private static final int RUNS = 3000;

  private static JsonNode encode(ModelRequest request, Quirks quirks) {
    byte[] body = new ResponsesWire().encode(request, quirks);
    return Objects.requireNonNull(WireJson.tree(Slice.of(body)), "body is JSON");
  }

  private static ModelRequest request(List<Message> messages, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return ModelRequest.builder(random.nextBoolean() ? "gpt-5" : "gpt-4o")
        .messages(messages)
        .tools(
            random.nextBoolean()
                ? List.of()
                : List.of(new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode())))
        .reasoningEffort(random.nextBoolean() ? null : "low")
        .build();
  }

  private static Quirks quirks(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31);
    return Quirks.DEFAULT
        .with()
        .media(random.nextInt(4) > 0)
        .toolMedia(random.nextBoolean())
        .replayReasoning(random.nextInt(4) > 0)
        .build();
  }

  @Test
  void anyConversationBecomesAnAcceptableRequest() {
    for (long seed = 0; seed < RUNS; seed++) {
      JsonNode body = encode(request(RandomConversation.any(seed), seed), quirks(seed));
      try {
        InputRules.check(body);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + body, e);
      }
    }
  }

  @Test
  void whatWasSentStaysAsItWasWhenTheConversationGrows() {
    for (long seed = 0; seed < 300; seed++) {
      List<Message> soFar = new ArrayList<>();
      List<JsonNode> before = List.of();
      for (List<Message> round : RandomConversation.rounds(seed)) {
        soFar.addAll(round);
        List<JsonNode> now = new ArrayList<>();
        ModelRequest request = ModelRequest.builder("gpt-5").messages(soFar).build();
        encode(request, quirks(seed)).path("input").forEach(now::add);
        assertThat(now.subList(0, before.size())).as("seed %d", seed).isEqualTo(before);
        before = now;
      }
    }
  }
}
