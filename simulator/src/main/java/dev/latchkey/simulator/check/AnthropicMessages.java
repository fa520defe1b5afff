package dev.latchkey.simulator.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The conversation rules of Anthropic: turns alternate, results come first and right away. */
final class AnthropicMessages {
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> USER_BLOCKS =
      Set.of("text", "image", "document", "tool_result", "search_result", "container_upload");
  private static final Set<String> ASSISTANT_BLOCKS =
      Set.of(
          "text",
          "thinking",
          "redacted_thinking",
          "tool_use",
          "server_tool_use",
          "web_search_tool_result");

  private final JsonNode messages;
  private final boolean thinks;
  private final Set<String> everCalled = new LinkedHashSet<>();
  private Set<String> open = Set.of();

  AnthropicMessages(JsonNode messages, boolean thinks) {
    this.messages = messages;
    this.thinks = thinks;
  }

  void check() {
    String expected = "user";
    for (int i = 0; i < messages.size(); i++) {
      String path = "messages[" + i + "]";
      String role = Expect.text(messages.get(i), "role", path + ".role");
      Expect.oneOf(role, Set.of("user", "assistant"), path + ".role");
      if (!role.equals(expected)) {
        throw Complaint.invalid(
            path + ".role",
            "messages: roles must alternate between \"user\" and \"assistant\", but "
                + path
                + " is another \""
                + role
                + "\".");
      }
      turn(messages.get(i).path("content"), role, path + ".content");
      expected = role.equals("user") ? "assistant" : "user";
    }
    settle("messages[" + messages.size() + "]");
    if (thinks) {
      thinkingFirst();
    }
  }

  /**
   * Thinking opens what the assistant does after the user's last word, before its first calls;
   * earlier turns and later rounds of tools may be without.
   */
  private void thinkingFirst() {
    int at = messages.size() - 1;
    while (at > 0 && !speaks(messages.get(at))) {
      at--;
    }
    JsonNode answer = messages.path(at + 1).path("content");
    boolean calls = answer.findValuesAsText("type").contains("tool_use");
    if (calls && !answer.path(0).path("type").asText().endsWith("thinking")) {
      String path = "messages[" + (at + 1) + "].content";
      throw Complaint.invalid(
          path,
          path
              + ": when thinking is enabled, an assistant message with tool_use must start with a"
              + " thinking block.");
    }
  }

  /** Whether it is a user's message that does not begin with results of tools. */
  private static boolean speaks(JsonNode message) {
    return message.path("role").asText().equals("user")
        && !message.path("content").path(0).path("type").asText().equals("tool_result");
  }

  private void turn(JsonNode content, String role, String path) {
    if (content.isTextual()) {
      settle(path);
      notBlank(content.asText(), path);
      return;
    }
    if (!content.isArray() || content.isEmpty()) {
      throw Complaint.invalid(
          path, path + ": content must be non-empty, got " + Expect.shape(content) + ".");
    }
    if (role.equals("user")) {
      user(content, path);
    } else {
      assistant(content, path);
    }
  }

  private void user(JsonNode blocks, String path) {
    boolean resultsOver = false;
    Set<String> given = new LinkedHashSet<>();
    for (int i = 0; i < blocks.size(); i++) {
      String at = path + "[" + i + "]";
      JsonNode block = blocks.get(i);
      String type = Expect.text(block, "type", at + ".type");
      Expect.oneOf(type, USER_BLOCKS, at + ".type");
      if (!type.equals("tool_result")) {
        resultsOver = true;
        text(block, at);
        continue;
      }
      if (resultsOver) {
        throw Complaint.invalid(at, at + ": tool_result blocks must come first in the message.");
      }
      result(Expect.text(block, "tool_use_id", at + ".tool_use_id"), given, at);
    }
    settle(path);
  }

  private void result(String id, Set<String> given, String at) {
    if (!given.add(id)) {
      throw Complaint.invalid(
          at, at + ": each tool_use must have a single result. Found several for '" + id + "'.");
    }
    if (!open.contains(id)) {
      throw Complaint.invalid(
          at,
          at
              + ": unexpected `tool_use_id` found in `tool_result` blocks: "
              + id
              + ". Each must have a `tool_use` block in the previous message.");
    }
    Set<String> rest = new LinkedHashSet<>(open);
    rest.remove(id);
    open = rest;
  }

  private void assistant(JsonNode blocks, String path) {
    Set<String> called = new LinkedHashSet<>();
    for (int i = 0; i < blocks.size(); i++) {
      String at = path + "[" + i + "]";
      JsonNode block = blocks.get(i);
      String type = Expect.text(block, "type", at + ".type");
      Expect.oneOf(type, ASSISTANT_BLOCKS, at + ".type");
      switch (type) {
        case "tool_use" -> called.add(toolUse(block, at));
        case "thinking" -> Expect.text(block, "signature", at + ".signature");
        case "redacted_thinking" -> Expect.text(block, "data", at + ".data");
        default -> text(block, at);
      }
    }
    open = called;
  }

  private String toolUse(JsonNode block, String at) {
    String id = Expect.text(block, "id", at + ".id");
    if (!ID.matcher(id).matches()) {
      throw Complaint.invalid(at + ".id", at + ".id must match " + ID.pattern() + ".");
    }
    if (!everCalled.add(id)) {
      throw Complaint.invalid(at + ".id", at + ": `tool_use` ids must be unique, got " + id + ".");
    }
    Expect.text(block, "name", at + ".name");
    Expect.object(block.path("input"), at + ".input");
    return id;
  }

  private static void text(JsonNode block, String at) {
    if (block.path("type").asText().equals("text")) {
      notBlank(block.path("text").asText(""), at + ".text");
    }
  }

  private static void notBlank(String text, String path) {
    if (text.isBlank()) {
      throw Complaint.invalid(path, path + ": text content blocks must be non-empty");
    }
  }

  private void settle(String path) {
    if (!open.isEmpty()) {
      throw Complaint.invalid(
          path,
          path
              + ": `tool_use` ids were found without `tool_result` blocks immediately after: "
              + String.join(", ", open));
    }
  }
}
