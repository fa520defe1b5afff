package dev.latchkey.providers.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways in which open models write calls when their server does not parse them. */
enum WrittenForm {
  /** Hermes and Qwen: JSON between tags, or Qwen's coder form. */
  HERMES("<tool_call>", "</tool_call>"),
  /** Kimi, with the section around its calls. */
  KIMI_SECTION("<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"),
  /** Kimi without it. */
  KIMI("<|tool_call_begin|>", "<|tool_call_end|>"),
  /** Llama: JSON up to the end of the reply. */
  LLAMA("<|python_tag|>", null),
  /** Llama and Qwen's coder: the name in the tag. */
  FUNCTION("<function=", "</function>"),
  /** Mistral: a JSON list up to the end of the reply. */
  MISTRAL("[TOOL_CALLS]", null);

  private static final Pattern KIMI_CALL =
      Pattern.compile(
          "<\\|tool_call_begin\\|>\\s*(?:functions\\.)?([\\w.-]+?)(?::\\d+)?\\s*"
              + "<\\|tool_call_argument_begin\\|>(.*?)<\\|tool_call_end\\|>",
          Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("\\s*<function=([\\w.-]+)>(.*?)</function>\\s*", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*<parameter=([\\w.-]+)>\\n?(.*?)\\n?</parameter>\\s*", Pattern.DOTALL);
  private static final Pattern MISTRAL_CALL =
      Pattern.compile("\\s*([\\w.-]+)\\[ARGS](.*)", Pattern.DOTALL);
  private static final Pattern LITERAL =
      Pattern.compile("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?", Pattern.DOTALL);

  private final String open;
  private final @Nullable String close;

  WrittenForm(String open, @Nullable String close) {
    this.open = open;
    this.close = close;
  }

  String open() {
    return open;
  }

  /** What ends it; null when only the end of the reply does. */
  @Nullable String close() {
    return close;
  }

  /**
   * The calls in {@code inner}, what stands between the tags; empty when it is anything else than
   * whole calls, for a guess could call the wrong thing.
   */
  List<WrittenCall> calls(String inner) {
    return switch (this) {
      case HERMES -> inner.stripLeading().startsWith("<function=") ? named(inner) : json(inner);
      case KIMI_SECTION -> kimi(inner);
      case KIMI -> kimi(open + inner + close);
      case LLAMA -> listed(inner.replaceAll("<\\|e(om|ot)_id\\|>\\s*$", ""));
      case FUNCTION -> named(open + inner + close);
      case MISTRAL -> mistral(inner);
    };
  }

  private static List<WrittenCall> json(String text) {
    List<JsonNode> documents = WireJson.trees(Slice.of(text));
    List<WrittenCall> calls = new ArrayList<>();
    if (documents == null) {
      return calls;
    }
    for (JsonNode document : documents) {
      for (JsonNode call : document.isArray() ? document : List.of(document)) {
        WrittenCall read = call(call);
        if (read == null) {
          return List.of();
        }
        calls.add(read);
      }
    }
    return calls;
  }

  /** Several are separated by semicolons, which stand inside strings too: every part must fit. */
  private static List<WrittenCall> listed(String text) {
    List<WrittenCall> calls = new ArrayList<>(json(text));
    if (calls.isEmpty()) {
      for (String part : text.split(";\\s*(?=\\{)", -1)) {
        List<WrittenCall> read = json(part);
        if (read.isEmpty()) {
          return List.of();
        }
        calls.addAll(read);
      }
    }
    return calls;
  }

  private static @Nullable WrittenCall call(JsonNode call) {
    JsonNode described = call.path("function").isObject() ? call.path("function") : call;
    String name = WireJson.text(described, "name");
    JsonNode arguments =
        described.has("arguments") ? described.path("arguments") : described.path("parameters");
    if (name == null || name.isBlank()) {
      return null;
    }
    if (arguments.isTextual() && WireJson.isObject(arguments.textValue())) {
      return new WrittenCall(name, arguments.textValue());
    }
    if (arguments.isMissingNode() || arguments.isNull()) {
      return new WrittenCall(name, "{}");
    }
    return arguments.isObject() ? new WrittenCall(name, arguments.toString()) : null;
  }

  private static List<WrittenCall> kimi(String text) {
    List<WrittenCall> calls = new ArrayList<>();
    Matcher call = KIMI_CALL.matcher(text);
    while (call.find()) {
      String arguments = call.group(2).strip();
      if (!WireJson.isObject(arguments)) {
        return List.of();
      }
      calls.add(new WrittenCall(call.group(1), arguments));
    }
    return calls;
  }

  private static List<WrittenCall> named(String text) {
    Matcher function = NAMED.matcher(text);
    if (!function.matches()) {
      return List.of();
    }
    String inner = function.group(2).strip();
    if (WireJson.isObject(inner)) {
      return List.of(new WrittenCall(function.group(1), inner));
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    Matcher parameter = PARAMETER.matcher(inner);
    int end = 0;
    while (parameter.find() && parameter.start() == end) {
      arguments.set(parameter.group(1), value(parameter.group(2)));
      end = parameter.end();
    }
    return end == inner.length()
        ? List.of(new WrittenCall(function.group(1), arguments.toString()))
        : List.of();
  }

  /** The form has no types: numbers, booleans, lists and objects are taken for what they look. */
  private static JsonNode value(String text) {
    String plain = text.strip();
    boolean json =
        LITERAL.matcher(plain).matches() || plain.startsWith("{") || plain.startsWith("[");
    JsonNode tree = json ? WireJson.tree(plain) : null;
    return tree == null ? JsonNodeFactory.instance.textNode(text) : tree;
  }

  private static List<WrittenCall> mistral(String text) {
    Matcher named = MISTRAL_CALL.matcher(text);
    if (!named.matches()) {
      return json(text);
    }
    String arguments = named.group(2).strip();
    return WireJson.isObject(arguments)
        ? List.of(new WrittenCall(named.group(1), arguments))
        : List.of();
  }
}
