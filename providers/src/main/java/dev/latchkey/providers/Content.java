package dev.latchkey.providers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One block of a message. */
public sealed interface Content {
  /**
   * Visible text.
   *
   * @param phase what the provider says the text is for, e.g. {@code commentary} between tool calls
   *     or {@code final_answer}; null when it does not say, and then nothing is sent back
   */
  record Text(String text, @Nullable String phase) implements Content {
    /** Text whose provider names no phase. */
    public Text(String text) {
      this(text, null);
    }
  }

  /** A picture or document given by its bytes. {@code base64} is plain base64 without a prefix. */
  record Media(String mediaType, String base64, @Nullable String name) implements Content {
    /** Whether this is a picture (as opposed to a document such as a PDF). */
    public boolean image() {
      return mediaType.startsWith("image/");
    }
  }

  /**
   * What the model thought before it answered.
   *
   * @param text readable reasoning, may be empty
   * @param seal the provider's proof or encrypted form, replayed to the same family only
   */
  record Reasoning(String text, @Nullable ReasoningSeal seal) implements Content {}

  /**
   * A call the model wants made.
   *
   * @param id correlates call and result; made up by us when the provider sent none
   * @param arguments JSON text exactly as the model wrote it; {@code "{}"} when it wrote nothing
   * @param extra vendor data to echo unchanged (JSON text, e.g. thought signatures)
   */
  record ToolCall(String id, String name, String arguments, @Nullable String extra)
      implements Content {
    /** A call without vendor data. */
    public static ToolCall of(String id, String name, String arguments) {
      return new ToolCall(id, name, arguments, null);
    }
  }

  /** The answer to a {@link ToolCall}: texts and media, in order. */
  record ToolResult(String callId, List<Content> content, boolean failed) implements Content {
    public ToolResult {
      content = List.copyOf(content);
    }
  }
}
