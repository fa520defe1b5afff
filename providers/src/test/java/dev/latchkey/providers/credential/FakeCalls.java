package dev.latchkey.providers.credential;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A time that stands until it is moved, and nobody to ask. */
final class FakeCalls implements TokenCalls {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Instant now = START;

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(30);
  }

  @Override
  public JsonNode get(URI url, Map<String, String> headers) {
    throw new AssertionError("nobody to ask");
  }

  @Override
  public JsonNode form(URI url, Map<String, String> fields) {
    throw new AssertionError("nobody to ask");
  }
}
