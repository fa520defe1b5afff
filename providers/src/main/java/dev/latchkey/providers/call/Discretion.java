package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.WireJson;

/**
 * What strangers learn of a failed call. Whoever chooses the address must not be able to read what
 * some other server answers there: the errors of a model API are shown, pages and documents are
 * not.
 */
final class Discretion {
  private static final int SHOWN = 300;
  private static final String HIDDEN = "the answer is no error of a model API, and is not shown";

  private Discretion() {}

  /**
   * {@code failure} without the answer's body, and without its words where they are none of ours.
   */
  static CallFailure trimmed(CallFailure failure) {
    String body = failure.body();
    String message = body == null || ofModelApi(body) ? failure.message() : hidden(failure);
    return failure
        .with()
        .message(message.length() > SHOWN ? message.substring(0, SHOWN) + "..." : message)
        .body(null)
        .build();
  }

  private static String hidden(CallFailure failure) {
    if (failure.status() != null) {
      return "HTTP " + failure.status() + ": " + HIDDEN + ".";
    }
    int excerpt = failure.message().indexOf(ReplyErrors.EXCERPT);
    String what = excerpt < 0 ? "The reply is unusable" : failure.message().substring(0, excerpt);
    return what + "; " + HIDDEN + ".";
  }

  private static boolean ofModelApi(String body) {
    JsonNode tree = body.strip().startsWith("{") ? WireJson.tree(body.strip()) : null;
    JsonNode error = tree == null ? null : tree.path("error");
    return error != null && error.path("message").isTextual();
  }
}
