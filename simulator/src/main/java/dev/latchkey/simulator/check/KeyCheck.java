package dev.latchkey.simulator.check;

import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;

/** Looks for the expected key where the provider of the path would look for it. */
final class KeyCheck {
  private KeyCheck() {}

  static void check(RecordedRequest request, String key) {
    Headers headers = request.headers();
    String bearer = "Bearer " + key;
    boolean known = headers.first("authorization").filter(bearer::equals).isPresent();
    if (isAzure(request)) {
      known |= headers.first("api-key").filter(key::equals).isPresent();
    }
    if (isAnthropic(request)) {
      known |= headers.first("x-api-key").filter(key::equals).isPresent();
    }
    if (!known) {
      throw new Complaint.Refused(
          new Complaint(
              401,
              isAnthropic(request) ? "authentication_error" : "invalid_api_key",
              "",
              reason(request)));
    }
  }

  static boolean isAzure(RecordedRequest request) {
    return request.path().contains("/openai/");
  }

  static boolean isAnthropic(RecordedRequest request) {
    return request.wire() == Wire.ANTHROPIC
        || (request.wire() == Wire.NONE && request.headers().contains("anthropic-version"));
  }

  /** Names what was sent by kind only: a key never appears in an error. */
  private static String reason(RecordedRequest request) {
    if (isAzure(request)) {
      return "Access denied due to invalid subscription key or wrong API endpoint.";
    }
    if (isAnthropic(request)) {
      return "invalid x-api-key";
    }
    return request.headers().contains("authorization")
        ? "Incorrect API key provided."
        : "You didn't provide an API key. Send it in an Authorization header as a bearer token.";
  }
}
