package dev.latchkey.providers.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a token says of itself. Nothing here is verified: it only saves asking too late. */
final class Jwt {
  private Jwt() {}

  /** When {@code token} expires; null when it is no JWT or does not say. */
  static @Nullable Instant expiry(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      JsonNode claims = WireJson.tree(Slice.of(Base64.getUrlDecoder().decode(parts[1])));
      JsonNode expiry = claims == null ? null : claims.get("exp");
      return expiry == null || !expiry.isNumber() ? null : Instant.ofEpochSecond(expiry.asLong());
    } catch (IllegalArgumentException | DateTimeException _) {
      return null;
    }
  }
}
