package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs calls with their results. Some providers reuse ids, also within one message; here every
 * call gets an id of its own, and a result belongs to the newest call of its id that has none.
 */
final class OpenCalls {
  private final Set<String> usedIds = new HashSet<>();
  private final Map<String, Deque<Slot>> waiting = new LinkedHashMap<>();
  private final List<String> originalIds = new ArrayList<>();

  /** The place of one result. */
  private record Slot(Group group, int position) {}

  /** The results of one assistant message. */
  private static final class Group {
    private final List<ToolResult> results;
    private final Entry entry;

    private Group(List<ToolResult> interrupted) {
      results = new ArrayList<>(interrupted);
      entry = new Entry(Message.results(results));
    }

    private void set(int position, List<Content> content, boolean failed) {
      results.set(position, new ToolResult(results.get(position).callId(), content, failed));
      entry.set(Message.results(results));
    }
  }

  /** The blocks of an assistant message with calls renamed where their ids were used before. */
  List<Content> renamed(List<Content> content) {
    originalIds.clear();
    List<Content> renamed = new ArrayList<>(content.size());
    for (Content block : content) {
      if (block instanceof ToolCall call) {
        originalIds.add(call.id());
        renamed.add(new ToolCall(unused(call.id()), call.name(), call.arguments(), call.extra()));
      } else {
        renamed.add(block);
      }
    }
    return renamed;
  }

  /** The entry with the results of the calls just {@link #renamed}, all interrupted so far. */
  Entry open(List<ToolCall> calls) {
    List<Content> interrupted = List.of(new Text(HistoryRenderer.INTERRUPTED));
    Group group =
        new Group(
            calls.stream().map(call -> new ToolResult(call.id(), interrupted, true)).toList());
    waiting.keySet().removeAll(originalIds);
    for (int i = 0; i < calls.size(); i++) {
      waiting
          .computeIfAbsent(originalIds.get(i), _ -> new ArrayDeque<>())
          .addLast(new Slot(group, i));
    }
    return group.entry;
  }

  /** Fills in a result; returns the entry it is in, null if no call waits for it. */
  @Nullable Entry answer(String id, List<Content> content, boolean failed) {
    Deque<Slot> slots = waiting.get(id);
    if (slots == null) {
      return null;
    }
    Slot slot = slots.removeFirst();
    slot.group.set(slot.position, content, failed);
    if (slots.isEmpty()) {
      waiting.remove(id);
    }
    return slot.group.entry;
  }

  /** The ids of calls without result, oldest first. */
  List<String> unanswered() {
    List<String> ids = new ArrayList<>();
    waiting.forEach((id, slots) -> slots.forEach(_ -> ids.add(id)));
    return ids;
  }

  /** Forgets the calls whose results are in none of the entries. */
  void forgetAllBut(Collection<Entry> entries) {
    Set<Entry> kept = new HashSet<>(entries);
    waiting.values().forEach(slots -> slots.removeIf(slot -> !kept.contains(slot.group.entry)));
    waiting.values().removeIf(Deque::isEmpty);
  }

  private String unused(String id) {
    String wanted = id.isEmpty() ? "call" : id;
    String unique = wanted;
    for (int n = 2; !usedIds.add(unique); n++) {
      unique = wanted + "_" + n;
    }
    return unique;
  }
}
