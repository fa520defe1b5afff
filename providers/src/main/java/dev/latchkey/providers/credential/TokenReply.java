package dev.latchkey.providers.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what token endpoints answer (RFC 6749, and Azure's variants with numbers as text). */
final class TokenReply {
  private TokenReply() {}

  static Grant read(JsonNode reply, URI from, Instant now) {
    String token = reply.path("access_token").asText("").strip();
    if (token.isEmpty()) {
      throw CredentialErrors.none(
          "The token endpoint at " + from.getHost() + " answered without an access_token.",
          "Check that the address is a token endpoint (it often ends in /token).");
    }
    return new Grant(Secret.of(token), Form.BEARER, expiry(reply, token, now));
  }

  private static @Nullable Instant expiry(JsonNode reply, String token, Instant now) {
    long in = reply.path("expires_in").asLong(-1);
    if (in >= 0) {
      return now.plusSeconds(in);
    }
    long on = reply.path("expires_on").asLong(-1);
    return on > 0 ? Instant.ofEpochSecond(on) : Jwt.expiry(token);
  }
}
