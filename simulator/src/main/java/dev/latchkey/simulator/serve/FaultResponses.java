package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Complete responses that are not what was wanted. */
final class FaultResponses {
  private static final String LOGIN_PAGE =
      "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>";
  private static final String BAD_GATEWAY =
      "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";
  private static final String ERROR_BODY =
      "{\"error\":{\"message\":\"Simulated error inside a 200.\",\"type\":\"server_error\","
          + "\"code\":\"server_error\"}}";
  private static final Duration SLOW = Duration.ofMillis(200);

  private FaultResponses() {}

  /** The body of a 200 that is an error. */
  static byte[] errorBody() {
    return ERROR_BODY.getBytes(StandardCharsets.UTF_8);
  }

  static Reply of(FaultReply reply, RecordedRequest request) {
    return switch (reply.fault()) {
      case ERROR_IN_BODY -> Reply.http(200, "application/json", ERROR_BODY);
      case HTML -> Reply.http(200, "text/html", LOGIN_PAGE);
      case HTML_ERROR -> Reply.http(502, "text/html", BAD_GATEWAY);
      case EMPTY_BODY -> Reply.http(200, "application/json", "");
      case NO_CONTENT -> Reply.http(204, "application/json", "");
      case REDIRECT -> Reply.status(307).header("location", "/redirected" + request.path());
      case SLOW -> reply.answer().everyChunkAfter(SLOW);
      default -> error(reply.fault(), request);
    };
  }

  private static Reply error(Fault fault, RecordedRequest request) {
    return switch (fault) {
      case UNAUTHORIZED -> Reply.status(401, "invalid_api_key", "Incorrect API key provided.");
      case FORBIDDEN -> Reply.status(403, "forbidden", "This key may not use this model.");
      case NOT_FOUND ->
          Reply.status(
              404, "model_not_found", "The model '" + request.model() + "' does not exist.");
      case CONTEXT_OVERFLOW -> contextOverflow(request);
      case CONTENT_FILTER -> contentFilter(request);
      case TOO_LARGE -> Reply.status(413, "request_too_large", "The request is too large.");
      case RATE_LIMIT ->
          Reply.status(429, "rate_limit_exceeded", "Rate limit reached; try again in 1s.")
              .header("retry-after", "1");
      case QUOTA -> Reply.status(429, "insufficient_quota", "You exceeded your current quota.");
      case OVERLOADED ->
          Reply.status(
                  request.wire() == Wire.ANTHROPIC ? 529 : 503, "overloaded_error", "Overloaded")
              .header("retry-after", "1");
      case REFUSE_UPGRADE -> Reply.status(404, "not_found", "There is no WebSocket here.");
      case FORGET_RESPONSE ->
          Reply.status(400, "previous_response_not_found", "Previous response not found.");
      case GATEWAY_TIMEOUT -> Reply.status(504, "timeout", "The upstream took too long.");
      default -> Reply.status(500, "server_error", "The server had an error.");
    };
  }

  private static Reply contentFilter(RecordedRequest request) {
    return request.wire() == Wire.ANTHROPIC
        ? Reply.status(400, "invalid_request_error", "Output blocked by content filtering policy")
        : Reply.status(
            400,
            "content_filter",
            "The response was filtered due to the prompt triggering the content policy.");
  }

  private static Reply contextOverflow(RecordedRequest request) {
    return request.wire() == Wire.ANTHROPIC
        ? Reply.status(
            400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")
        : Reply.status(
            400,
            "context_length_exceeded",
            "This model's maximum context length is 128000 tokens. However, your messages"
                + " resulted in 140000 tokens.");
  }
}
