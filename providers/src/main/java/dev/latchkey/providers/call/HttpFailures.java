package dev.latchkey.providers.call;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.ErrorClasses;
import dev.latchkey.providers.wire.ReportedError;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From an HTTP answer that is no success to a failure of the right kind. */
final class HttpFailures {
  private static final List<String> REQUEST_IDS =
      List.of("x-request-id", "request-id", "apim-request-id", "x-ms-request-id", "cf-ray");

  private HttpFailures() {}

  /** The provider's id of a request; null when it gave none. */
  static @Nullable String requestId(HttpHeaders headers) {
    for (String name : REQUEST_IDS) {
      String id = headers.firstValue(name).orElse("");
      if (!id.isEmpty()) {
        return id;
      }
    }
    return null;
  }

  static FailedAttempt of(int status, HttpHeaders headers, String body, Instant now) {
    ModelException failure =
        ErrorClasses.of(ReportedError.ofBody(body), status, RetryAfter.in(headers, now));
    ModelException complete =
        failure.with(failure.failure().with().body(body.isEmpty() ? null : body).build());
    boolean retry =
        switch (headers.firstValue("x-should-retry").orElse("")) {
          case "false" -> false;
          case "true" -> true;
          default -> complete.retryable();
        };
    return FailedAttempt.answered(complete, retry);
  }

  /** A redirect that is not followed: it leads to another server, or would lose the request. */
  static ModelException redirected(int status, @Nullable String target) {
    String where = target == null ? "without saying where" : "to " + target;
    return new ModelException.InvalidRequest(
        CallFailure.builder("HTTP " + status + ": the provider redirects " + where + ".")
            .status(status)
            .build());
  }
}
