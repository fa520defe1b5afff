package dev.latchkey.providers.wire;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Authentication;
import dev.latchkey.providers.ModelException.ContentRefused;
import dev.latchkey.providers.ModelException.ContextOverflow;
import dev.latchkey.providers.ModelException.InvalidRequest;
import dev.latchkey.providers.ModelException.NotFound;
import dev.latchkey.providers.ModelException.Overloaded;
import dev.latchkey.providers.ModelException.Permission;
import dev.latchkey.providers.ModelException.RateLimited;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one table from what a provider reports to the kind of exception it is. */
public final class ErrorClasses {
  /** How providers and servers word a prompt that does not fit. */
  private static final Pattern OVERFLOW =
      Pattern.compile(
          "context_length_exceeded|context length exceeded|maximum context length|"
              + "exceed_context_size|exceeds? the (available |maximum |model'?s? )*context|"
              + "exceeds? the (model'?s? )?(maximum|limit|max) .{0,40}tokens|"
              + "context (window|size|length|limit).{0,40}(exceed|too)|"
              + "(exceed|larger than|longer than|too (long|large) for).{0,60}context|"
              + "prompt (is )?too long|input (is )?too long|input length .{0,60}exceed|"
              + "input token count.{0,80}exceed|prompt_tokens_exceeded|too many (input )?tokens|"
              + "reduce the length of|request_too_large|request too large|"
              + "context the overflows|model_context_window_exceeded|max_prompt_tokens");

  private static final Pattern REFUSED =
      Pattern.compile(
          "content[ _]filter|content[ _]policy|contentfilter|responsibleaipolicy|"
              + "content management policy|safety system|moderation_blocked");

  private static final Pattern QUOTA =
      Pattern.compile(
          "insufficient_quota|exceeded your current quota|credit balance|billing|"
              + "insufficient[ _](credits|balance|funds)|payment required|quota_exhausted|"
              + "budget_exceeded|budget has been exceeded");

  private static final Pattern NO_MODEL =
      Pattern.compile(
          "model_not_found|deploymentnotfound|unknown_model|invalid model|"
              + "model .{0,80}(not found|does not exist|is not available|not_found)|"
              + "no such model|unknown model|is not a valid model");

  private static final Pattern RATE =
      Pattern.compile(
          "rate_limit|rate limit|too_many_requests|too many requests|resource_exhausted");

  private static final Pattern BUSY =
      Pattern.compile(
          "overloaded|server_error|api_error|timeout|unavailable|engine_?error|internal");

  private ErrorClasses() {}

  /**
   * The exception for {@code error}.
   *
   * @param status HTTP status, of the answer or named in the body; null when there is none
   * @param after how long the provider asked us to wait in its headers; its words count otherwise
   */
  public static ModelException of(
      ReportedError error, @Nullable Integer status, @Nullable Duration after) {
    CallFailure failure = failure(error, status);
    String words =
        (error.code() + " " + error.type() + " " + error.message()).toLowerCase(Locale.ROOT);
    if (has(OVERFLOW, words)) {
      return new ContextOverflow(failure);
    }
    if (has(REFUSED, words) && !server(status)) {
      return new ContentRefused(failure.with().code("content_filter").build());
    }
    if (has(QUOTA, words) && !server(status)) {
      return new RateLimited(failure, null, true);
    }
    Duration wait = after == null ? WaitHint.in(words) : after;
    return status == null ? byWords(words, failure, wait) : byStatus(status, words, failure, wait);
  }

  private static CallFailure failure(ReportedError error, @Nullable Integer status) {
    String said = error.message().isBlank() ? "" : error.message();
    String what =
        status == null
            ? (said.isEmpty() ? "The provider reported an error without words." : said)
            : "HTTP " + status + (said.isEmpty() ? ", no explanation given." : ": " + said);
    return CallFailure.builder(what).code(error.code()).status(status).build();
  }

  private static ModelException byStatus(
      int status, String words, CallFailure failure, @Nullable Duration after) {
    return switch (status) {
      case 401 -> new Authentication(failure);
      case 402 -> new RateLimited(failure, null, true);
      case 403 -> new Permission(failure);
      case 404 -> new NotFound(failure);
      case 408, 409, 425 -> new Overloaded(failure, after);
      case 413 -> new ContextOverflow(failure);
      case 429 -> new RateLimited(failure, after, false);
      case 501, 505 -> new InvalidRequest(failure);
      default -> {
        if (status >= 500) {
          yield new Overloaded(failure, after);
        }
        yield has(NO_MODEL, words) ? new NotFound(failure) : new InvalidRequest(failure);
      }
    };
  }

  /** An error inside a reply seldom names a status. */
  private static ModelException byWords(
      String words, CallFailure failure, @Nullable Duration after) {
    if (has(RATE, words)) {
      return new RateLimited(failure, after, false);
    }
    if (words.contains("authentication") || words.contains("invalid_api_key")) {
      return new Authentication(failure);
    }
    if (words.contains("permission")) {
      return new Permission(failure);
    }
    if (has(NO_MODEL, words) || words.contains("not_found_error")) {
      return new NotFound(failure);
    }
    if (words.contains("validation_error") || (words.contains("invalid") && !has(BUSY, words))) {
      return new InvalidRequest(failure);
    }
    return new Overloaded(failure, after);
  }

  private static boolean server(@Nullable Integer status) {
    return status != null && status >= 500;
  }

  private static boolean has(Pattern pattern, String words) {
    return pattern.matcher(words).find();
  }
}
