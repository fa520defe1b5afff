package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the Messages API refuses, written down apart from the code that must not send it. */
final class MessagesRules {
  private static final String TOKEN = "[a-zA-Z0-9_-]{1,64}";
  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final Set<String> callIds = new HashSet<>();
  private List<String> unanswered = new ArrayList<>();
  private int marks;

  static void check(JsonNode body) {
    MessagesRules rules = new MessagesRules();
    JsonNode messages = body.path("messages");
    assertThat(messages).as("messages").isNotEmpty();
    for (int i = 0; i < messages.size(); i++) {
      assertThat(messages.get(i).path("role").textValue())
          .as("role of message %d", i)
          .isEqualTo(i % 2 == 0 ? "user" : "assistant");
      assertThat(messages.get(i).path("content")).as("content of message %d", i).isNotEmpty();
      if (i % 2 == 0) {
        rules.user(messages.get(i).path("content"));
      } else {
        rules.assistant(messages.get(i).path("content"));
      }
    }
    assertThat(rules.unanswered).as("calls without result").isEmpty();
    rules.ends(messages);
    rules.tokens(body, messages);
    body.path("system").forEach(rules::block);
    body.path("tools").forEach(rules::mark);
    assertThat(rules.marks).as("cache breakpoints").isLessThanOrEqualTo(4);
  }

  private void user(JsonNode content) {
    List<String> answered = new ArrayList<>();
    boolean resultsOver = false;
    for (JsonNode block : content) {
      String type = block(block);
      assertThat(type).isIn("text", "image", "document", "tool_result");
      if (type.equals("tool_result")) {
        assertThat(resultsOver).as("result after other content").isFalse();
        answered.add(block.path("tool_use_id").textValue());
        result(block);
      } else {
        resultsOver = true;
      }
    }
    assertThat(answered).as("results in call order").isEqualTo(unanswered);
    unanswered = new ArrayList<>();
  }

  private void result(JsonNode block) {
    JsonNode content = block.path("content");
    boolean failed = block.path("is_error").asBoolean(false);
    if (content.isTextual()) {
      assertThat(failed && content.textValue().isBlank()).as("silent failure").isFalse();
      return;
    }
    assertThat(content).as("tool result content").isNotEmpty();
    for (JsonNode part : content) {
      assertThat(block(part)).isIn(failed ? Set.of("text") : Set.of("text", "image", "document"));
    }
  }

  private void assistant(JsonNode content) {
    String type = "";
    for (JsonNode block : content) {
      type = block(block);
      assertThat(type).isIn("text", "thinking", "redacted_thinking", "tool_use");
      if (type.equals("tool_use")) {
        String id = block.path("id").textValue();
        assertThat(id).matches(TOKEN);
        assertThat(callIds.add(id)).as("call id used once").isTrue();
        assertThat(block.path("name").textValue()).matches(TOKEN);
        assertThat(block.path("input").isObject()).as("input is an object").isTrue();
        unanswered.add(id);
      }
    }
    assertThat(type).as("last block").isNotIn("thinking", "redacted_thinking");
  }

  /** Checks what holds for a block anywhere; returns its type. */
  private String block(JsonNode block) {
    mark(block);
    String type = block.path("type").asText();
    switch (type) {
      case "text" -> assertThat(block.path("text").textValue()).isNotBlank();
      case "thinking" -> {
        assertThat(block.path("thinking").isTextual()).isTrue();
        assertThat(block.path("signature").textValue()).isNotEmpty();
      }
      case "redacted_thinking" -> assertThat(block.path("data").textValue()).isNotEmpty();
      case "image" -> assertThat(PICTURES).contains(block.at("/source/media_type").textValue());
      case "document" ->
          assertThat(block.at("/source/media_type").textValue())
              .isIn("application/pdf", "text/plain");
      default -> {}
    }
    return type;
  }

  private void mark(JsonNode block) {
    if (block.has("cache_control")) {
      marks++;
      assertThat(block.path("type").asText()).isNotIn("thinking", "redacted_thinking");
    }
  }

  private void ends(JsonNode messages) {
    JsonNode last = messages.get(messages.size() - 1);
    if (last.path("role").asText().equals("assistant")) {
      JsonNode content = last.path("content");
      String text = content.get(content.size() - 1).path("text").asText();
      assertThat(text).as("trailing white space").isEqualTo(text.stripTrailing());
    }
  }

  private void tokens(JsonNode body, JsonNode messages) {
    int most = body.path("max_tokens").asInt();
    assertThat(most).as("max_tokens").isPositive();
    String thinking = body.at("/thinking/type").asText();
    if (thinking.equals("enabled")) {
      assertThat(body.at("/thinking/budget_tokens").asInt()).isBetween(1024, most - 1);
      assertThat(startsThinking(messages)).as("tool round starts with thinking").isTrue();
    }
    if (thinking.equals("enabled") || thinking.equals("adaptive")) {
      assertThat(messages.size() % 2).as("ends with the user").isEqualTo(1);
    }
  }

  private static boolean startsThinking(JsonNode messages) {
    int i = messages.size() - 1;
    while (i > 0 && messages.get(i).at("/content/0/type").asText().equals("tool_result")) {
      i -= 2;
    }
    return i + 1 >= messages.size()
        || messages.get(i + 1).at("/content/0/type").asText().endsWith("thinking");
  }
}
