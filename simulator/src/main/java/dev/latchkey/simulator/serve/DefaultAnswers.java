package dev.latchkey.simulator.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers without a script: the same request always gets the same answer, and no model is used. */
public final class DefaultAnswers {
  /** Opens every answer that could be mistaken for a model's. */
  public static final String LABEL = "[simulated]";

  private static final Pattern REPEAT =
      Pattern.compile(
          "(?is)^\\s*(?:please\\s+)?(?:say|repeat|reply with|answer with|respond with)"
              + "(?:\\s+(?:exactly|only|just))?(?:\\s+the\\s+words?)?\\s*:?\\s+(.+)$");
  private static final Pattern DATE_TAG =
      Pattern.compile("(?s)^<current_datetime>.*?</current_datetime>\\s*");
  private static final int LONGEST_ECHO = 400;

  private DefaultAnswers() {}

  /** An answer to any well-formed request. */
  public static Answer to(RecordedRequest request) {
    List<String> results = request.toolResults();
    if (!results.isEmpty()) {
      return Reply.text(LABEL + " The tool returned: " + shortened(String.join("; ", results)));
    }
    String prompt = DATE_TAG.matcher(request.lastUserText()).replaceFirst("").strip();
    Optional<Answer> call = toolCall(request, prompt);
    if (call.isPresent()) {
      return call.get();
    }
    Matcher repeat = REPEAT.matcher(prompt);
    if (repeat.matches()) {
      return Reply.text(unquoted(repeat.group(1).strip()));
    }
    return Reply.text(
        Arithmetic.firstIn(prompt)
            .map(sum -> LABEL + " " + sum)
            .orElseGet(() ->
                LABEL
                    + " No model is connected, so this is no real answer. You said: "
                    + shortened(prompt)));
  }

  /** A prompt that says to use or call an offered tool by its name. */
  private static Optional<Answer> toolCall(RecordedRequest request, String prompt) {
    for (String name : request.toolNames()) {
      if (name.isEmpty() || !prompt.contains(name)) {
        continue;
      }
      Pattern asked =
          Pattern.compile(
              "(?is)\\b(?:use|call|run|invoke)\\b[^.\\n]{0,40}?\\b"
                  + Pattern.quote(name)
                  + "\\b[^{]*(\\{.*\\})?.*");
      Matcher matcher = asked.matcher(prompt);
      if (matcher.find()) {
        String given = matcher.group(1);
        return Optional.of(
            Reply.toolCall(name, given == null ? argumentsFor(request, name) : given));
      }
    }
    return Optional.empty();
  }

  /** A value for every required property of the tool's schema. */
  private static String argumentsFor(RecordedRequest request, String name) {
    JsonNode schema = schemaOf(request, name);
    ObjectNode arguments = Json.object();
    for (JsonNode required : schema.path("required")) {
      String property = required.asText();
      arguments.set(property, value(property, schema.path("properties").path(property)));
    }
    return Json.text(arguments);
  }

  private static JsonNode schemaOf(RecordedRequest request, String name) {
    for (JsonNode tool : request.body().path("tools")) {
      JsonNode function = tool.has("function") ? tool.path("function") : tool;
      if (function.path("name").asText().equals(name)) {
        return function.has("input_schema")
            ? function.path("input_schema")
            : function.path("parameters");
      }
    }
    return Json.object();
  }

  private static JsonNode value(String property, JsonNode schema) {
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asText("string")) {
      case "integer", "number" -> Json.array(1).get(0);
      case "boolean" -> Json.array(true).get(0);
      case "array" -> Json.array();
      case "object" -> Json.object();
      default -> Json.array("simulated " + property).get(0);
    };
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
  }
}
