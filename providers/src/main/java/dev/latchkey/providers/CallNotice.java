package dev.latchkey.providers;

/**
 * Something people should know although the call goes on.
 *
 * @param code what kind of thing, one of the constants
 * @param message for people, without secrets; says how to silence it where that is possible
 */
public record CallNotice(String code, String message) {
  /** The configuration was understood otherwise than written. */
  public static final String CORRECTED = "provider.corrected";

  /** Another transport is used than configured. */
  public static final String FELL_BACK = "transport.fallback";

  /** Fewer tokens are asked for than configured: the provider's list says that is the most. */
  public static final String LOWERED = "limit.lowered";

  /** A refusal taught how this server wants its requests. */
  public static final String LEARNED = "dialect.learned";

  /** A refusal, or a prompt that was taken, told how much fits into a model's window. */
  public static final String LIMIT = "limit.learned";
}
