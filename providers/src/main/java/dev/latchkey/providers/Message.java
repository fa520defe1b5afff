package dev.latchkey.providers;

import java.util.List;

/** One message of a conversation, in the neutral form every wire renders. */
public record Message(Role role, List<Content> content) {
  /** Who speaks. Tool results are messages of the role {@code TOOL}. */
  public enum Role {
    USER,
    ASSISTANT,
    TOOL
  }

  public Message {
    content = List.copyOf(content);
  }

  /** A user message of one text. */
  public static Message user(String text) {
    return new Message(Role.USER, List.of(new Content.Text(text)));
  }

  /** An assistant message of one text. */
  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, List.of(new Content.Text(text)));
  }

  /** The results of one assistant message's calls, in call order. */
  public static Message results(List<Content.ToolResult> results) {
    return new Message(Role.TOOL, List.copyOf(results));
  }
}
