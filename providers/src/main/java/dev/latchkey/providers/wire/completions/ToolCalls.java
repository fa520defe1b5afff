package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tool calls of one choice together. A fragment belongs to the call of its index, else of
 * its id, else of its position; servers leave out any of these, or number every call 0.
 */
final class ToolCalls {
  private final List<CallParts> calls = new ArrayList<>();
  private final Blocks blocks;
  private final CallIds ids;
  private @Nullable CallParts legacy;

  ToolCalls(Blocks blocks, CallIds ids) {
    this.blocks = blocks;
    this.ids = ids;
  }

  /** Reads a message or delta; in a whole message every entry is a call of its own. */
  void read(JsonNode message, boolean whole, Consumer<ModelEvent> out) {
    int position = 0;
    JsonNode entries = message.path("tool_calls");
    for (JsonNode entry : entries) {
      Fragment fragment = Fragment.of(entry);
      CallParts call = whole ? null : find(fragment, position, entries.size());
      add(call == null ? begin(fragment) : call, fragment, out);
      position++;
    }
    JsonNode function = message.path("function_call");
    if (function.isObject()) {
      Fragment fragment = Fragment.ofFunction(function);
      legacy = legacy == null ? begin(fragment) : legacy;
      add(legacy, fragment, out);
    }
  }

  /** A call the model wrote into its text. */
  void written(WrittenCall call, Consumer<ModelEvent> out) {
    Fragment whole = Fragment.of(call);
    add(begin(whole), whole, out);
  }

  private void add(CallParts call, Fragment fragment, Consumer<ModelEvent> out) {
    call.add(fragment);
    call.sendNews(out);
  }

  private CallParts begin(Fragment fragment) {
    CallParts call = new CallParts(blocks, ids.assign(fragment.id()), fragment);
    calls.add(call);
    return call;
  }

  private @Nullable CallParts find(Fragment fragment, int position, int together) {
    if (fragment.index() != null) {
      return byIndex(fragment.index(), fragment);
    }
    if (fragment.id() != null) {
      CallParts call = byId(fragment.id());
      return call == null || startsAgain(call, fragment) ? null : call;
    }
    if (calls.isEmpty() || (fragment.name() != null && calls.getLast().hasArguments())) {
      return null;
    }
    if (fragment.name() != null && together > 1) {
      return null;
    }
    return together > 1 && position < calls.size() ? calls.get(position) : calls.getLast();
  }

  /** The newest call of that index, unless the fragment names another id: then it is a new call. */
  private @Nullable CallParts byIndex(Integer index, Fragment fragment) {
    for (CallParts call : calls.reversed()) {
      if (index.equals(call.index())) {
        boolean other = fragment.id() != null && !fragment.id().equals(call.wireId());
        if (!other || call.wireId() == null) {
          return startsAgain(call, fragment) ? null : call;
        }
      }
    }
    return null;
  }

  private @Nullable CallParts byId(String id) {
    for (CallParts call : calls.reversed()) {
      if (id.equals(call.wireId())) {
        return call;
      }
    }
    return null;
  }

  /** A named fragment that opens an object after a complete one is another call. */
  private static boolean startsAgain(CallParts call, Fragment fragment) {
    return fragment.name() != null
        && fragment.arguments().stripLeading().startsWith("{")
        && call.hasArguments()
        && WireJson.isObject(call.arguments());
  }

  boolean any() {
    return !calls.isEmpty();
  }

  boolean complete() {
    return calls.stream()
        .allMatch(call -> call.arguments().isBlank() || WireJson.isObject(call.arguments()));
  }

  void finish(Consumer<ModelEvent> out) {
    calls.forEach(call -> call.finish(out));
  }
}
