package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning in the form events keep it: the provider's own blocks for Anthropic Messages and OpenAI
 * Responses, as the public protocol has them, and blocks of ours for the rest.
 */
final class ReasoningBlocks {
  static final String ANTHROPIC = "anthropic-messages";
  static final String RESPONSES = "openai-responses";
  static final String COMPLETIONS = "openai-completions";

  private static final String GAP = "\n\n";
  private static final Pattern LENGTHS = Pattern.compile("\\d{1,8}(\\+\\d{1,8})+");

  private ReasoningBlocks() {}

  /** The value of {@code reasoningBlocks.provider} for reasoning under this seal. */
  static String provider(@Nullable ReasoningSeal seal) {
    return seal == null
        ? COMPLETIONS
        : switch (seal.family()) {
          case ANTHROPIC, ANTHROPIC_REDACTED, ANTHROPIC_OWN -> ANTHROPIC;
          case RESPONSES -> RESPONSES;
          case COMPLETIONS -> COMPLETIONS;
        };
  }

  static ObjectNode write(Reasoning reasoning) {
    ReasoningSeal seal = reasoning.seal();
    if (seal == null) {
      return Json.object().put("type", "unsigned_reasoning").put("text", reasoning.text());
    }
    return switch (seal.family()) {
      case ANTHROPIC -> {
        ObjectNode block = Json.object().put("type", "thinking").put("thinking", reasoning.text());
        yield optional(optional(block, "signature", seal.data()), "id", seal.id());
      }
      case ANTHROPIC_REDACTED ->
          optional(Json.object().put("type", "redacted_thinking"), "data", seal.data());
      case ANTHROPIC_OWN -> own(seal);
      case RESPONSES -> item(reasoning, seal);
      case COMPLETIONS -> {
        ObjectNode block = Json.object().put("type", "reasoning_text");
        block.put("text", reasoning.text());
        optional(block, "id", seal.id());
        optional(block, "data", seal.data());
        yield optional(block, "field", seal.field());
      }
    };
  }

  /** The reasoning in a block; null if it is of another kind. */
  static @Nullable Reasoning read(JsonNode block) {
    return switch (Json.text(block, "type", "")) {
      case "thinking" ->
          sealed(Family.ANTHROPIC, Json.text(block, "thinking", ""), block, "signature");
      case "redacted_thinking" -> sealed(Family.ANTHROPIC_REDACTED, "", block, "data");
      case "reasoning" -> item(block);
      case "reasoning_text" ->
          new Reasoning(
              Json.text(block, "text", ""),
              new ReasoningSeal(
                  Family.COMPLETIONS,
                  Json.text(block, "id"),
                  Json.text(block, "data"),
                  Json.text(block, "field")));
      case "unsigned_reasoning" -> new Reasoning(Json.text(block, "text", ""), null);
      default ->
          ofProvider(Json.text(block, "type", ""))
              ? new Reasoning(
                  "", new ReasoningSeal(Family.ANTHROPIC_OWN, null, Json.write(block), null))
              : null;
    };
  }

  private static boolean ofProvider(String type) {
    return type.endsWith("_tool_use") || type.endsWith("_tool_result");
  }

  /** A block of the provider's own tools stays as it came. */
  private static ObjectNode own(ReasoningSeal seal) {
    JsonNode block = Json.parse(seal.data() == null ? "" : seal.data());
    return block instanceof ObjectNode object ? object : Json.object();
  }

  private static Reasoning sealed(Family family, String text, JsonNode block, String dataField) {
    String data = Json.text(block, dataField);
    return new Reasoning(text, new ReasoningSeal(family, Json.text(block, "id"), data, null));
  }

  /** A Responses reasoning item, its text taken apart as its seal says. */
  private static ObjectNode item(Reasoning reasoning, ReasoningSeal seal) {
    boolean content = "content".equals(seal.field());
    ObjectNode item = optional(Json.object().put("type", "reasoning"), "id", seal.id());
    ArrayNode summary = item.putArray("summary");
    ArrayNode parts = content ? item.putArray("content") : summary;
    String partType = content ? "reasoning_text" : "summary_text";
    for (String part : split(reasoning.text(), seal.field())) {
      parts.addObject().put("type", partType).put("text", part);
    }
    return optional(item, "encrypted_content", seal.data());
  }

  private static Reasoning item(JsonNode item) {
    List<String> summary = texts(item.path("summary"));
    List<String> content = texts(item.path("content"));
    List<String> parts = summary.isEmpty() ? content : summary;
    String field = summary.isEmpty() && !content.isEmpty() ? "content" : null;
    if (summary.size() > 1) {
      field = summary.stream().map(part -> "" + part.length()).collect(Collectors.joining("+"));
    }
    String data = Json.text(item, "encrypted_content");
    return new Reasoning(
        String.join(GAP, parts),
        new ReasoningSeal(Family.RESPONSES, Json.text(item, "id"), data, field));
  }

  private static List<String> split(String text, @Nullable String field) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    if (field != null && LENGTHS.matcher(field).matches()) {
      int at = 0;
      for (String length : field.split("\\+", -1)) {
        int end = Math.min(at + Integer.parseInt(length), text.length());
        parts.add(text.substring(at, end));
        at = Math.min(end + GAP.length(), text.length());
      }
    }
    return String.join(GAP, parts).equals(text) ? parts : List.of(text);
  }

  private static List<String> texts(JsonNode parts) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      String text = Json.text(part, "text", "");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static ObjectNode optional(ObjectNode node, String field, @Nullable String value) {
    return value == null ? node : node.put(field, value);
  }
}
