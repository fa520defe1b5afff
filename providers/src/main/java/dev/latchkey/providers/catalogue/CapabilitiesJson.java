package dev.latchkey.providers.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Capabilities in their public form, {@code {"supports":{"vision","reasoningEffort",
 * "adaptive_thinking"},"limits":{"max_prompt_tokens","max_output_tokens",
 * "max_context_window_tokens","vision":{...}}}}: read as the user's word, and written into lists.
 */
public final class CapabilitiesJson {
  private CapabilitiesJson() {}

  /**
   * What the user says; a missing node, null and unknown fields say nothing.
   *
   * @throws ModelException.InvalidRequest naming the field of the wrong type
   */
  public static ModelFacts read(JsonNode capabilities) {
    JsonNode supports = object(capabilities, "capabilities").path("supports");
    JsonNode limits = object(capabilities.path("limits"), "capabilities.limits");
    object(supports, "capabilities.supports");
    return ModelFacts.said(Origin.USER)
        .vision(flag(supports, "vision"))
        .effort(flag(supports, "reasoningEffort"))
        .thinking(thinking(supports.path("adaptive_thinking")))
        .contextWindow(tokens(limits, "max_context_window_tokens"))
        .promptTokens(tokens(limits, "max_prompt_tokens"))
        .outputTokens(tokens(limits, "max_output_tokens"))
        .images(images(object(limits.path("vision"), "capabilities.limits.vision")))
        .build();
  }

  private static @Nullable Thinking thinking(JsonNode adaptive) {
    return switch (adaptive.asText("")) {
      case "required", "optional", "adaptive_only", "true" -> Thinking.ADAPTIVE;
      case "unsupported", "false" -> Thinking.BUDGET;
      default -> null;
    };
  }

  private static @Nullable ImageLimits images(JsonNode vision) {
    if (!vision.isObject() || vision.isEmpty()) {
      return null;
    }
    Set<String> types = new HashSet<>();
    vision.path("supported_media_types").forEach(type -> types.add(type.asText()));
    Integer most = tokens(vision, "max_prompt_images");
    Integer bytes = tokens(vision, "max_prompt_image_size");
    return new ImageLimits(types, most == null ? 0 : most, bytes == null ? 0 : bytes);
  }

  private static JsonNode object(JsonNode value, String field) {
    if (!value.isObject() && !value.isMissingNode() && !value.isNull()) {
      throw wrong(field, "an object", value);
    }
    return value;
  }

  private static @Nullable Boolean flag(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong("capabilities.supports." + field, "true or false", value);
    }
    return value.booleanValue();
  }

  /** A positive number; 0 sets no limit. */
  private static @Nullable Integer tokens(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue())) {
      throw wrong("capabilities.limits." + field, "a whole number", value);
    }
    if (value.doubleValue() < 0 || value.doubleValue() > Integer.MAX_VALUE) {
      throw wrong("capabilities.limits." + field, "a number from 0 to 2147483647", value);
    }
    int number = (int) value.doubleValue();
    return number == 0 ? null : Integer.valueOf(number);
  }

  /** Writes what is known of a model into the {@code capabilities} of a list's entry. */
  public static void write(ObjectNode capabilities, ModelFacts facts) {
    ObjectNode supports = capabilities.withObjectProperty("supports");
    supports.put("vision", Boolean.TRUE.equals(Known.orNull(facts.vision())));
    Boolean effort = Known.orNull(facts.effort());
    if (effort != null) {
      supports.put("reasoningEffort", effort);
    }
    boolean adaptive = Known.orNull(facts.thinking()) == Thinking.ADAPTIVE;
    supports.put("adaptive_thinking", adaptive ? "optional" : "unsupported");
    ObjectNode limits = capabilities.withObjectProperty("limits");
    limits.put("max_prompt_tokens", facts.promptLimit().value());
    number(limits, "max_output_tokens", facts.outputTokens());
    number(limits, "max_context_window_tokens", facts.contextWindow());
    ImageLimits images = Known.orNull(facts.images());
    if (images != null && images.most() > 0 && images.bytes() > 0) {
      ObjectNode vision = limits.putObject("vision");
      var types = vision.putArray("supported_media_types");
      images.mediaTypes().stream().sorted().forEach(types::add);
      vision.put("max_prompt_images", images.most());
      vision.put("max_prompt_image_size", images.bytes());
    }
  }

  private static void number(ObjectNode limits, String field, @Nullable Known<Integer> tokens) {
    if (tokens != null) {
      limits.put(field, tokens.value());
    }
  }

  private static ModelException wrong(String field, String expected, JsonNode value) {
    String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Model " + field + " must be " + expected + ", not " + found + ".",
            "Correct that field."));
  }
}
