package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ToolSpec;
import java.util.List;

/** How many characters a provider has to read for parts of a request. */
public final class MessageSize {
  /**
   * What providers charge for a picture of usual size is near this; for a page of a document too.
   */
  private static final long CHARS_PER_MEDIA = 4_000;

  /** Roles, delimiters and names around a message or a block. */
  private static final long CHARS_AROUND = 16;

  private MessageSize() {}

  /** The characters of a message, whatever is around it included. */
  public static long of(Message message) {
    return CHARS_AROUND + of(message.content());
  }

  static long all(List<Message> messages) {
    return messages.stream().mapToLong(MessageSize::of).sum();
  }

  static long of(ToolSpec tool) {
    return CHARS_AROUND
        + tool.name().length()
        + tool.description().length()
        + tool.parameters().toString().length();
  }

  private static long of(List<Content> blocks) {
    long chars = 0;
    for (Content block : blocks) {
      chars +=
          switch (block) {
            case Content.Text text -> text.text().length();
            case Content.Media _ -> CHARS_PER_MEDIA;
            case Content.Reasoning reasoning -> reasoning.text().length();
            case Content.ToolCall call ->
                CHARS_AROUND + call.name().length() + call.arguments().length();
            case Content.ToolResult result -> CHARS_AROUND + of(result.content());
          };
    }
    return chars;
  }
}
