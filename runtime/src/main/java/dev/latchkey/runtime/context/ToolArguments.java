package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.AssistantMessageToolRequest;
import com.github.copilot.generated.AssistantMessageToolRequestType;
import dev.latchkey.runtime.schema.JsonText;
import org.jspecify.annotations.Nullable;

/** Arguments of tool calls: a JSON object on the wire, whatever a model wrote in the journal. */
public final class ToolArguments {
  private ToolArguments() {}

  /**
   * What an event says of arguments a model wrote: the object, also out of a string that holds it;
   * an empty object for nothing; the text itself if it is not an object.
   */
  public static Object parsed(String arguments) {
    if (arguments.isBlank()) {
      return Json.plain(Json.object());
    }
    JsonNode object = object(arguments);
    return object == null ? arguments : Json.plain(object);
  }

  /** Whether the model wrote a JSON object, or nothing. */
  public static boolean valid(String arguments) {
    return arguments.isBlank() || object(arguments) != null;
  }

  /** Why arguments are not {@link #valid}, for the model that wrote them. */
  public static String problem(String arguments) {
    JsonText read = JsonText.of(arguments);
    return read.problem() == null
        ? "they are JSON, but no object"
        : "they are not JSON: " + read.problem();
  }

  /** The arguments as history replays them; an empty object if they were never valid. */
  static String replayed(AssistantMessageToolRequest request) {
    JsonNode stored = Json.tree(request.arguments());
    if (stored.isObject()) {
      return Json.write(stored);
    }
    String text = stored.isTextual() ? stored.textValue() : "";
    JsonNode object = object(text);
    if (object != null) {
      return Json.write(object);
    }
    boolean freeform = request.type() == AssistantMessageToolRequestType.CUSTOM;
    return freeform ? Json.write(Json.object().put("input", text)) : "{}";
  }

  private static @Nullable JsonNode object(String text) {
    JsonNode tree = Json.parse(text);
    JsonNode inner = tree.isTextual() ? Json.parse(tree.textValue()) : tree;
    return inner.isObject() ? inner : null;
  }
}
