package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

class AnthropicPropertyTest {
  private static final int RUNS = 3000;
  private static final List<String> MODELS =
      List.of("claude-3-opus-20240229", "claude-sonnet-4-5", "claude-opus-4-6", "kimi-k2");
  private static final List<String> EFFORTS = List.of("", "none", "minimal", "high", "max");

  private static JsonNode encode(ModelRequest request, Quirks quirks) {
    byte[] body = new AnthropicWire().encode(request, quirks);
    return Objects.requireNonNull(WireJson.tree(Slice.of(body)), "body is JSON");
  }

  private static ModelRequest request(List<Message> messages, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String effort = EFFORTS.get(random.nextInt(EFFORTS.size()));
    return ModelRequest.builder(MODELS.get(random.nextInt(MODELS.size())))
        .system(random.nextBoolean() ? "" : "Be brief.")
        .messages(messages)
        .tools(
            random.nextBoolean()
                ? List.of()
                : List.of(new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode())))
        .maxOutputTokens(random.nextBoolean() ? null : 1 + random.nextInt(4000))
        .reasoningEffort(effort.isEmpty() ? null : effort)
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
        MessagesRules.check(body);
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
        List<JsonNode> now = blocks(encode(plain(soFar), quirks(seed)));
        assertThat(now.subList(0, before.size())).as("seed %d", seed).isEqualTo(before);
        before = now;
      }
    }
  }

  @Test
  void theSameRequestIsTheSameBytes() {
    for (long seed = 0; seed < 200; seed++) {
      ModelRequest request = request(RandomConversation.any(seed), seed);
      assertThat(new AnthropicWire().encode(request, Quirks.DEFAULT))
          .as("seed %d", seed)
          .isEqualTo(new AnthropicWire().encode(request, Quirks.DEFAULT));
    }
  }

  private static ModelRequest plain(List<Message> messages) {
    return ModelRequest.builder("claude-sonnet-4-5").messages(messages).build();
  }

  /** All blocks with the role they are under, without the breakpoints, which move. */
  private static List<JsonNode> blocks(JsonNode body) {
    List<JsonNode> blocks = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      for (JsonNode block : message.path("content")) {
        ObjectNode copy = block.deepCopy();
        copy.remove("cache_control");
        blocks.add(copy.put("role", message.path("role").textValue()));
      }
    }
    return blocks;
  }
}
