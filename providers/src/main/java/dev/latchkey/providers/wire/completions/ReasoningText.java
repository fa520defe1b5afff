package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ReasoningSeal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reasoning of one choice, in whichever field the dialect puts it. */
final class ReasoningText {
  /** The seal's field for reasoning that came inside {@code <think>} tags; never sent back. */
  static final String THINK_TAG = "think";

  /** Servers that send two of them send the same text twice; the first one counts. */
  private static final List<String> FIELDS =
      List.of("reasoning_content", "reasoning", "reasoning_text");

  private final Blocks blocks;
  private final StringBuilder text = new StringBuilder();
  private final ReasoningDetails details = new ReasoningDetails();
  private int index = -1;
  private @Nullable String field;

  ReasoningText(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Whether reasoning came in a field of its own, so that tags in the text are just text. */
  boolean hasField() {
    return field != null && !field.equals(THINK_TAG);
  }

  void read(JsonNode message, Consumer<ModelEvent> out) {
    String described = details.add(message.path("reasoning_details"));
    for (String name : FIELDS) {
      JsonNode value = message.path(name);
      if (value.isTextual() && !value.textValue().isEmpty()) {
        append(value.textValue(), name, out);
        return;
      }
    }
    if (!described.isEmpty()) {
      append(described, "reasoning", out);
    } else if (!details.isEmpty()) {
      open("reasoning");
    }
  }

  /** A reasoning part of a content array: a string, or parts with text. */
  void part(JsonNode part, Consumer<ModelEvent> out) {
    if (part.isTextual() && !part.textValue().isEmpty()) {
      append(part.textValue(), "reasoning_content", out);
    }
    for (JsonNode inner : part) {
      part(inner.path("text"), out);
    }
  }

  void append(String piece, String from, Consumer<ModelEvent> out) {
    open(from);
    text.append(piece);
    out.accept(new ModelEvent.ReasoningDelta(index, piece));
  }

  private void open(String from) {
    field = field == null ? from : field;
    if (index < 0) {
      index = blocks.open(this::block);
    }
  }

  private Content block() {
    ReasoningSeal seal =
        new ReasoningSeal(
            ReasoningSeal.Family.COMPLETIONS,
            null,
            details.isEmpty() ? null : details.json(),
            details.isEmpty() ? field : "reasoning");
    return new Content.Reasoning(text.toString(), seal);
  }
}
