package dev.latchkey.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Overloaded;
import dev.latchkey.providers.ModelException.RateLimited;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong, whatever shape it says it in.
 *
 * @param message its words for people
 * @param code its code or type
 * @param status the HTTP status it names in the body, if any
 */
record ReportedError(@Nullable String message, @Nullable String code, @Nullable Integer status) {

  static ReportedError of(JsonNode body) {
    JsonNode error = body.has("error") ? body.get("error") : body;
    if (error.isTextual()) {
      return new ReportedError(error.textValue(), null, null);
    }
    String code = WireJson.text(error, "code");
    Long status = WireJson.count(error, "code");
    return new ReportedError(
        WireJson.text(error, "message"),
        code != null ? code : WireJson.text(error, "type"),
        status == null ? null : status.intValue());
  }

  ModelException toException(@Nullable Duration after) {
    CallFailure failure =
        CallFailure.builder(message == null ? "The provider reported an error." : message)
            .code(code)
            .status(status)
            .build();
    String words = (code + " " + message).toLowerCase(Locale.ROOT);
    if (words.contains("rate_limit")) {
      return new RateLimited(failure, after, false);
    }
    if (words.contains("context_length")) {
      return new ModelException.ContextOverflow(failure);
    }
    if (words.contains("invalid_request")) {
      return new ModelException.InvalidRequest(failure);
    }
    return new Overloaded(failure, after);
  }
}
