package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How conversations with a provider's models are compacted, in the object {@code compaction} of its
 * {@code latchkey}. What a session says itself wins.
 *
 * @param model writes the summaries: {@code provider/model}, or one of the same provider; null for
 *     the conversation's own
 * @param background from when on a summary is written beside the work; null for the default
 * @param exhaustion from when on the work waits for it; null for the default
 */
public record CompactionSettings(
    @Nullable String model, @Nullable Threshold background, @Nullable Threshold exhaustion) {
  /** Everything as usual. */
  public static final CompactionSettings NONE = new CompactionSettings(null, null, null);

  static CompactionSettings read(JsonNode latchkey) {
    JsonNode compaction = latchkey.path("compaction");
    if (compaction.isMissingNode() || compaction.isNull()) {
      return NONE;
    }
    if (!compaction.isObject()) {
      throw wrong("", "must be an object");
    }
    JsonNode model = compaction.path("model");
    if (!absent(model) && (!model.isTextual() || model.textValue().isBlank())) {
      throw wrong(".model", "must name a model: \"provider/model\", or one of this provider");
    }
    return new CompactionSettings(
        absent(model) ? null : model.textValue().strip(),
        threshold(compaction, "backgroundCompactionThreshold"),
        threshold(compaction, "bufferExhaustionThreshold"));
  }

  private static @Nullable Threshold threshold(JsonNode compaction, String field) {
    JsonNode value = compaction.path(field);
    if (absent(value)) {
      return null;
    }
    Optional<Threshold> read = Threshold.read(value);
    return read.orElseThrow(() ->
        wrong(
            "." + field,
            "must be a share such as 0.8 or \"80%\", or a number of tokens, not " + value));
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static ModelException wrong(String field, String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: latchkey.compaction" + field + " " + problem + ".",
            "Correct that field."));
  }
}
