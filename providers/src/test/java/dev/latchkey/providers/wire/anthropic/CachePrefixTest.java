package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.RandomConversation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A provider's prompt cache is found again: it goes by the bytes before a breakpoint. */
class CachePrefixTest {
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

  private static ModelRequest request(List<Message> messages) {
    ToolSpec tool = new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode());
    return ModelRequest.builder("claude-sonnet-4-5")
        .system("Be brief.")
        .tools(List.of(tool))
        .messages(messages)
        .build();
  }

  /** The body from its messages on: what is before them is the same in every request. */
  private static String messages(List<Message> conversation) {
    byte[] body = new AnthropicWire().encode(request(conversation), Quirks.DEFAULT);
    String text = new String(body, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\"messages\":"), text.indexOf(",\"tools\":"));
  }

  /** What a cache keeps up to a breakpoint: the bytes before it, without the marks. */
  private static List<String> prefixes(String messages) {
    List<String> prefixes = new ArrayList<>();
    for (int at = messages.indexOf(MARK); at >= 0; at = messages.indexOf(MARK, at + 1)) {
      prefixes.add(messages.substring(0, at).replace(MARK, ""));
    }
    return prefixes;
  }

  @Test
  void everyRequestFindsTheCacheThatTheOneBeforeItWrote() {
    List<Message> soFar = new ArrayList<>();
    String before = "";
    for (int turn = 0; turn < 30; turn++) {
      soFar.addAll(turn(turn));
      List<String> now = prefixes(messages(soFar));
      if (!before.isEmpty()) {
        assertThat(now).as("turn %d", turn).contains(before);
      }
      before = now.getLast();
      soFar.add(reply(turn));
    }
  }

  private static Message reply(int turn) {
    return turn % 3 == 0
        ? new Message(Role.ASSISTANT, List.of(Content.ToolCall.of("c" + turn, "look", "{}")))
        : Message.assistant("Answer " + turn);
  }

  private static List<Message> turn(int turn) {
    if (turn % 3 == 1) {
      Content.ToolResult seen =
          new Content.ToolResult("c" + (turn - 1), List.of(new Content.Text("a tree")), false);
      return List.of(Message.results(List.of(seen)));
    }
    return List.of(Message.user("Question " + turn));
  }

  @Test
  void nothingBeforeABreakpointEverChanges() {
    for (long seed = 0; seed < 200; seed++) {
      List<Message> soFar = new ArrayList<>();
      List<String> before = List.of();
      for (List<Message> round : RandomConversation.rounds(seed)) {
        soFar.addAll(round);
        String now = messages(soFar).replace(MARK, "");
        assertThat(before).as("seed %d", seed).allMatch(now::startsWith);
        before = prefixes(messages(soFar));
      }
    }
  }
}
