package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One tool call as it grows. */
final class CallParts {
  /** Stands for a call the model forgot to name: history may not hold an empty name. */
  private static final String UNNAMED = "invalid_tool_call";

  private final String id;
  private final @Nullable String wireId;
  private final @Nullable Integer index;
  private final int block;
  private final StringBuilder arguments = new StringBuilder();
  private String name = "";
  private @Nullable String extra;
  private boolean announced;
  private int sent;

  CallParts(Blocks blocks, String id, Fragment first) {
    this.id = id;
    this.wireId = first.id();
    this.index = first.index();
    this.block = blocks.open(this::whole);
  }

  @Nullable String wireId() {
    return wireId;
  }

  @Nullable Integer index() {
    return index;
  }

  String arguments() {
    return arguments.toString();
  }

  boolean hasArguments() {
    return !arguments.isEmpty();
  }

  void add(Fragment fragment) {
    if (fragment.name() != null) {
      name = joined(name, fragment.name());
    }
    arguments.append(fragment.arguments());
    extra = fragment.extra() == null ? extra : fragment.extra();
  }

  /** Names come once, again with every fragment, growing, or in pieces. */
  private static String joined(String before, String piece) {
    return piece.startsWith(before) ? piece : before.equals(piece) ? before : before + piece;
  }

  /** The name counts as complete when arguments begin, so the first delta waits for that. */
  void sendNews(Consumer<ModelEvent> out) {
    if (hasArguments()) {
      send(out);
    }
  }

  private void send(Consumer<ModelEvent> out) {
    String news = arguments.substring(sent);
    if (!announced) {
      out.accept(new ModelEvent.ToolCallDelta(block, id, shownName(), news));
    } else if (!news.isEmpty()) {
      out.accept(new ModelEvent.ToolCallDelta(block, null, null, news));
    }
    announced = true;
    sent = arguments.length();
  }

  void finish(Consumer<ModelEvent> out) {
    send(out);
  }

  private String shownName() {
    return name.isBlank() ? UNNAMED : name;
  }

  private Content whole() {
    return new Content.ToolCall(id, shownName(), normalised(arguments()), extra);
  }

  /** Nothing means no arguments; JSON text inside a JSON string is unwrapped; all else stays. */
  private static String normalised(String text) {
    if (text.isBlank()) {
      return "{}";
    }
    if (text.startsWith("\"") || text.startsWith("null")) {
      JsonNode tree = WireJson.tree(text);
      if (tree != null && tree.isNull()) {
        return "{}";
      }
      if (tree != null && tree.isTextual() && WireJson.isObject(tree.textValue())) {
        return tree.textValue();
      }
    }
    return text;
  }
}
