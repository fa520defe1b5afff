package dev.latchkey.providers.wire.responses;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.Growing;
import dev.latchkey.providers.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tool call. A custom call's free text becomes the one argument {@code input}, so that everything
 * behind this wire knows one kind of call.
 */
final class CallItem extends Item {
  /** The type of calls whose argument is free text. */
  static final String CUSTOM = "custom_tool_call";

  private static final String INPUT_START = "{\"input\":\"";
  private static final String INPUT_END = "\"}";

  private final boolean custom;
  private final CallIds ids;
  private final Growing arguments = new Growing();
  private @Nullable String wireCallId;
  private @Nullable String id;
  private @Nullable String name;

  CallItem(int index, String type, CallIds ids) {
    super(index, type);
    this.custom = type.equals(CUSTOM);
    this.ids = ids;
  }

  /** Whether the provider calls it so. */
  boolean named(String callId) {
    return callId.equals(wireCallId);
  }

  @Override
  void opened(JsonNode item, Consumer<ModelEvent> out) {
    note(item);
    if (name != null) {
      announce(name, out);
    }
  }

  void delta(String piece, Consumer<ModelEvent> out) {
    if (piece.isEmpty()) {
      return;
    }
    String fragment = custom ? quoted(piece, arguments.isEmpty()) : piece;
    arguments.add(fragment);
    if (id != null) {
      out.accept(new ModelEvent.ToolCallDelta(index(), null, null, fragment));
    }
  }

  /** The arguments came whole; of use only when they did not come in pieces. */
  void whole(String text, Consumer<ModelEvent> out) {
    if (arguments.isEmpty()) {
      delta(text, out);
    }
  }

  @Override
  void finish(JsonNode item, Consumer<ModelEvent> out) {
    note(item);
    String called = name == null ? "" : name;
    String missing = arguments.complete(whole(item));
    String callId = id;
    if (callId == null) {
      callId = announce(called, out);
      missing = arguments.toString();
    }
    if (!missing.isEmpty()) {
      out.accept(new ModelEvent.ToolCallDelta(index(), null, null, missing));
    }
    String text = arguments.toString();
    Content block = Content.ToolCall.of(callId, called, text.isBlank() ? "{}" : text);
    out.accept(new ModelEvent.BlockDone(index(), block));
  }

  private void note(JsonNode item) {
    String nowNamed = WireJson.text(item, "name");
    name = nowNamed == null ? name : nowNamed;
    String callId = WireJson.text(item, "call_id");
    wireCallId = callId == null ? wireCallId : callId;
  }

  /** From here on its fragments are sent as they come. */
  private String announce(String called, Consumer<ModelEvent> out) {
    String assigned = ids.assign(wireCallId == null ? id() : wireCallId);
    id = assigned;
    out.accept(new ModelEvent.ToolCallDelta(index(), assigned, called, ""));
    return assigned;
  }

  /** The arguments in a finished item, empty when it has none. */
  private String whole(JsonNode item) {
    JsonNode given = item.path(custom ? "input" : "arguments");
    String text = given.isTextual() ? given.textValue() : given.isNull() ? "" : given.toString();
    if (!custom) {
      return text;
    }
    if (given.isMissingNode()) {
      return arguments.isEmpty() ? "" : arguments + INPUT_END;
    }
    return quoted(text, true) + INPUT_END;
  }

  private static String quoted(String piece, boolean first) {
    String escaped = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(piece));
    return first ? INPUT_START + escaped : escaped;
  }
}
