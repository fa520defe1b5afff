package dev.latchkey.providers;

/**
 * Something people should know although the call goes on.
 *
 * @param code what kind of thing: {@code provider.corrected} or {@code dialect.learned}
 * @param message for people, without secrets; says how to silence it where that is possible
 */
public record CallNotice(String code, String message) {
  /** The configuration was understood otherwise than written. */
  public static final String CORRECTED = "provider.corrected";

  /** A refusal taught how this server wants its requests. */
  public static final String LEARNED = "dialect.learned";
}
