package dev.latchkey.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client's answer to a permission request. */
public sealed interface PermissionDecision {
  /** Allowed this time. */
  record ApproveOnce() implements PermissionDecision {}

  /**
   * Allowed now and for like requests later.
   *
   * @param scope how long it holds
   * @param approval which requests are alike, null for exactly this kind and subject
   * @param target the domain or location key the client named, if any
   */
  record ApproveFor(Scope scope, @Nullable JsonNode approval, @Nullable String target)
      implements PermissionDecision {
    public ApproveFor {
      Objects.requireNonNull(scope);
    }
  }

  /** How far an approval reaches. */
  enum Scope {
    SESSION,
    LOCATION,
    PERMANENT
  }

  /** Refused by the user; with {@code feedback} the run goes on, without it stops. */
  record Reject(@Nullable String feedback) implements PermissionDecision {}

  /** There is nobody to ask; refused, the run goes on. */
  record UserNotAvailable() implements PermissionDecision {}

  /** Something this runtime does not know; the tool call fails. */
  record Unknown(String kind) implements PermissionDecision {}

  /** Reads the public form {@code {kind, …}}. */
  static PermissionDecision of(JsonNode result) {
    String kind = result.path("kind").asText("");
    return switch (kind) {
      case "approve-once", "approved" -> new ApproveOnce();
      case "approve-for-session" -> approveFor(Scope.SESSION, result, "domain");
      case "approve-for-location" -> approveFor(Scope.LOCATION, result, "locationKey");
      case "approve-permanently" -> approveFor(Scope.PERMANENT, result, "domain");
      case "reject", "denied-interactively-by-user" -> new Reject(text(result, "feedback"));
      case "user-not-available" -> new UserNotAvailable();
      default -> new Unknown(kind);
    };
  }

  private static ApproveFor approveFor(Scope scope, JsonNode result, String target) {
    return new ApproveFor(scope, result.get("approval"), text(result, target));
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || !value.isTextual() ? null : value.textValue();
  }
}
