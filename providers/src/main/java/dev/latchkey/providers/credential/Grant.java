package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a credential gave, and for how long it may be used again.
 *
 * @param form which header it belongs in
 * @param goodUntil null when nobody knows: until it is refused; {@link Instant#MIN} for one call
 */
public record Grant(Secret secret, Form form, @Nullable Instant goodUntil) {

  /** The things a provider may want. */
  public enum Form {
    /** A key, in the header the provider's type has for keys. */
    KEY,
    /** A token for {@code Authorization: Bearer}, whatever the type. */
    BEARER,
    /** {@code user:password} for {@code Authorization: Basic}. */
    BASIC
  }

  /** Good until it is refused. */
  static Grant lasting(Secret secret, Form form) {
    return new Grant(secret, form, null);
  }

  /** Good for one call; the source itself knows whether there is a newer one. */
  static Grant once(Secret secret, Form form) {
    return new Grant(secret, form, Instant.MIN);
  }

  boolean good(Instant now) {
    return goodUntil == null || now.isBefore(goodUntil);
  }

  boolean sameSecret(Grant other) {
    return secret.reveal().equals(other.secret.reveal());
  }
}
