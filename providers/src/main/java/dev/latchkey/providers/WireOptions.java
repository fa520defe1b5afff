package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's object {@code latchkey} chooses among the things wires offer.
 *
 * @param betas names of betas to take part in, sent as {@code anthropic-beta} (Anthropic)
 * @param cacheTtl how long prompt caches live, {@code 5m} or {@code 1h}; null for the provider's
 *     default (Anthropic)
 * @param serviceTier sent as {@code service_tier}; null for the provider's default
 */
public record WireOptions(
    List<String> betas, @Nullable String cacheTtl, @Nullable String serviceTier) {
  /** The providers' defaults. */
  public static final WireOptions NONE = new WireOptions(List.of(), null, null);

  private static final Set<String> LIFETIMES = Set.of("5m", "1h");

  /** Throws {@link ModelException.InvalidRequest} naming the field that has no such value. */
  public WireOptions {
    betas = List.copyOf(betas);
    for (String beta : betas) {
      if (!beta.matches("[A-Za-z0-9._-]+")) {
        throw wrong("latchkey.betas", "has an entry that is no name of a beta");
      }
    }
    if (cacheTtl != null && !LIFETIMES.contains(cacheTtl)) {
      throw wrong("latchkey.cacheTtl", "must be \"5m\" or \"1h\"");
    }
    if (serviceTier != null && serviceTier.isBlank()) {
      throw wrong("latchkey.serviceTier", "is blank");
    }
  }

  static WireOptions read(JsonNode latchkey) {
    List<String> betas = new ArrayList<>();
    JsonNode names = latchkey.path("betas");
    if (!absent(names) && !names.isArray()) {
      throw wrong("latchkey.betas", "must be an array of strings");
    }
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        throw wrong("latchkey.betas", "must be an array of strings");
      }
      betas.add(name.textValue().strip());
    }
    return new WireOptions(betas, text(latchkey, "cacheTtl"), text(latchkey, "serviceTier"));
  }

  private static @Nullable String text(JsonNode latchkey, String field) {
    JsonNode value = latchkey.path(field);
    if (absent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong("latchkey." + field, "must be a string");
    }
    return value.textValue().strip();
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static ModelException wrong(String field, String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: " + field + " " + problem + ".", "Correct that field."));
  }
}
