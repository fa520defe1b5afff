package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;

/** The errors a {@link ReplyReader} finds inside a reply; where it came from is added later. */
public final class ReplyErrors {
  /** Comes before the part of a reply that a message shows. */
  public static final String EXCERPT = ", but got: ";

  private static final int SHOWN = 200;

  private ReplyErrors() {}

  /** The reply is not what the wire says it should be; {@code shown} is the offending part. */
  public static ModelException unreadable(String what, Slice shown) {
    return new ModelException.BadResponse(
        CallFailure.builder(what + EXCERPT + shown.start(SHOWN).strip())
            .nextStep(
                "Check that the base URL points at a model API of the configured type and wireApi.")
            .body(shown.start(CallFailure.BODY_LIMIT))
            .build());
  }

  /** The reply stopped before it said it was complete. */
  public static ModelException cutOff(String missing) {
    return new ModelException.BadResponse(
        CallFailure.of(
            "The reply broke off: " + missing,
            "Try again; if it happens every time, look at the provider's or the gateway's log."));
  }

  /** An error the provider reported inside a reply in plain words. */
  public static ModelException reported(String words) {
    return ReportedError.ofText(words).toException();
  }

  /**
   * An error the provider reported inside a reply that began as a success, e.g. {@code
   * {"error":{"message","type","code"}}}; classified like an HTTP failure of that code.
   */
  public static ModelException reported(JsonNode error) {
    return ReportedError.of(error).toException();
  }
}
