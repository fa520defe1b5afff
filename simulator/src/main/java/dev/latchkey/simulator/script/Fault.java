package dev.latchkey.simulator.script;

import java.util.Locale;

/** A way to fail. The name in lower case with dashes is its name in files and on command lines. */
public enum Fault {
  /** Close the port and this connection; later connects are refused until told otherwise. */
  REFUSE(Phase.CONNECTION),
  /** Read the request and never answer. */
  HANG(Phase.CONNECTION),
  /** Send the response head and nothing more. */
  HANG_AFTER_HEADERS(Phase.CONNECTION),
  /** Stop sending in the middle of the answer, connection open. */
  HANG_MID_STREAM(Phase.STREAM),
  /** Send comments for ever instead of events. */
  COMMENTS_FOREVER(Phase.STREAM),
  /** Close without a byte. */
  CUT_BEFORE_HEADERS(Phase.CONNECTION),
  /** Close after the response head. */
  CUT_AFTER_HEADERS(Phase.CONNECTION),
  /** Close in the middle of the answer. */
  CUT_MID_STREAM(Phase.STREAM),
  /** Reset the connection without a byte. */
  RESET(Phase.CONNECTION),
  /** Reset the connection in the middle of the answer. */
  RESET_MID_STREAM(Phase.STREAM),
  /** Promise more bytes than are sent, then close. */
  WRONG_LENGTH(Phase.CONNECTION),
  /** Broken JSON: the whole body, or an event in the middle of the stream. */
  BAD_JSON(Phase.STREAM),
  /** A line that is no event-stream field in the middle of the stream. */
  GARBAGE_LINE(Phase.STREAM),
  /** The provider's error object in the middle of a 200 stream. */
  ERROR_IN_STREAM(Phase.STREAM),
  /** An error object as the whole body of a 200. */
  ERROR_IN_BODY(Phase.RESPONSE),
  /** A 200 HTML page, as captive portals and login pages send. */
  HTML(Phase.RESPONSE),
  /** A 502 HTML page, as proxies send. */
  HTML_ERROR(Phase.RESPONSE),
  /** A 200 without a body. */
  EMPTY_BODY(Phase.RESPONSE),
  /** A 204. */
  NO_CONTENT(Phase.RESPONSE),
  /** Bytes that are not HTTP. */
  NOT_HTTP(Phase.CONNECTION),
  /** A redirect to another path of the same origin. */
  REDIRECT(Phase.RESPONSE),
  /** A good answer, 200 ms before every event. */
  SLOW(Phase.RESPONSE),
  /** 401, bad key. */
  UNAUTHORIZED(Phase.RESPONSE),
  /** 403. */
  FORBIDDEN(Phase.RESPONSE),
  /** 404, unknown model or deployment. */
  NOT_FOUND(Phase.RESPONSE),
  /** 400, the prompt exceeds the context window. */
  CONTEXT_OVERFLOW(Phase.RESPONSE),
  /** 400, the prompt was filtered. */
  CONTENT_FILTER(Phase.RESPONSE),
  /** 413. */
  TOO_LARGE(Phase.RESPONSE),
  /** 429 with {@code Retry-After: 1}. */
  RATE_LIMIT(Phase.RESPONSE),
  /** 429, the quota is used up; waiting does not help. */
  QUOTA(Phase.RESPONSE),
  /** 500. */
  SERVER_ERROR(Phase.RESPONSE),
  /** 503 with {@code Retry-After: 1}; 529 on Anthropic. */
  OVERLOADED(Phase.RESPONSE),
  /** 504. */
  GATEWAY_TIMEOUT(Phase.RESPONSE),
  /** 404 to the next request for a WebSocket. */
  REFUSE_UPGRADE(Phase.RESPONSE),
  /** 400, the response that is referred to is unknown (Responses over a WebSocket). */
  FORGET_RESPONSE(Phase.RESPONSE);

  /** Where a fault strikes. */
  public enum Phase {
    /** On the connection, before or instead of a response. */
    CONNECTION,
    /** As a response that is complete but not what was wanted. */
    RESPONSE,
    /** In the middle of an answer. */
    STREAM
  }

  private final Phase phase;

  Fault(Phase phase) {
    this.phase = phase;
  }

  /** Where it strikes. */
  public Phase phase() {
    return phase;
  }

  /** The name in files and on command lines, e.g. {@code cut-mid-stream}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
