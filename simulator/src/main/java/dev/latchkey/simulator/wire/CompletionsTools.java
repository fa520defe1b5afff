package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;

/** Tool calls of Chat Completions, in every broken form servers have. */
final class CompletionsTools {
  private CompletionsTools() {}

  /** A call as it stands in a message; there it has no index. */
  static ObjectNode whole(Part.ToolCall tool, int position, Answer answer) {
    ObjectNode call = head(tool, answer);
    if (tool.freeform()) {
      call.set("custom", Json.object("name", tool.name(), "input", tool.arguments()));
      return call;
    }
    ObjectNode function = Json.object("name", tool.name());
    if (answer.is(Oddity.OBJECT_ARGUMENTS)) {
      function.set("arguments", Json.parseOrText(tool.arguments()));
    } else if (!answer.is(Oddity.NO_ARGUMENTS)) {
      function.put("arguments", tool.arguments());
    }
    call.set("function", function);
    if (answer.is(Oddity.ZERO_TOOL_INDEX)) {
      call.put("index", 0);
    }
    return call;
  }

  /** The first streamed piece of a call: everything but (usually) the arguments. */
  static ObjectNode opening(Part.ToolCall tool, int position, Answer answer) {
    ObjectNode call = index(position, answer);
    call.setAll(head(tool, answer));
    if (tool.freeform()) {
      call.set("custom", Json.object("name", tool.name(), "input", ""));
      return call;
    }
    ObjectNode function = Json.object("name", tool.name());
    if (answer.is(Oddity.OBJECT_ARGUMENTS)) {
      function.set("arguments", Json.parseOrText(tool.arguments()));
    } else if (!answer.is(Oddity.NO_ARGUMENTS)) {
      function.put("arguments", "");
    }
    call.set("function", function);
    return call;
  }

  /** A further streamed piece. */
  static ObjectNode piece(Part.ToolCall tool, int position, Answer answer, String chunk) {
    ObjectNode call = index(position, answer);
    if (answer.is(Oddity.REPEATED_TOOL_ID)) {
      call.setAll(head(tool, answer));
    }
    return tool.freeform()
        ? call.set("custom", Json.object("input", chunk))
        : call.set("function", Json.object("arguments", chunk));
  }

  private static ObjectNode index(int position, Answer answer) {
    if (answer.is(Oddity.NO_TOOL_INDEX)) {
      return Json.object();
    }
    return Json.object("index", answer.is(Oddity.ZERO_TOOL_INDEX) ? 0 : position);
  }

  private static ObjectNode head(Part.ToolCall tool, Answer answer) {
    ObjectNode head = Json.object();
    if (!answer.is(Oddity.NO_TOOL_ID)) {
      head.put("id", tool.id());
    }
    if (!answer.is(Oddity.NO_TOOL_TYPE)) {
      head.put("type", tool.freeform() ? "custom" : "function");
    }
    return head;
  }
}
