package dev.latchkey.simulator.check;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tool calls that still need their result: each is answered exactly once. */
final class PendingCalls {
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> closed = new LinkedHashSet<>();

  /** A call was made. */
  void called(String id, String path) {
    if (!open.add(id)) {
      throw Complaint.invalid(path, "Tool call ids must be unique, got '" + id + "' twice.");
    }
    closed.remove(id);
  }

  /** A result was given. */
  void answered(String id, String path) {
    if (open.remove(id)) {
      closed.add(id);
      return;
    }
    throw Complaint.invalid(
        path,
        closed.contains(id)
            ? "Tool call '" + id + "' has more than one result."
            : "No tool call found for the result with id '" + id + "'.");
  }

  /** All calls must have been answered by now. */
  void settle(String path) {
    if (!open.isEmpty()) {
      throw Complaint.invalid(
          path,
          "An assistant message with 'tool_calls' must be followed by tool messages responding to"
              + " each 'tool_call_id'. These did not have response messages: "
              + String.join(", ", open));
    }
  }

  /** Results may only follow the latest calls. */
  void forget() {
    closed.clear();
  }
}
