package dev.latchkey.providers.config;

import dev.latchkey.providers.CallLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The object {@code limits}: {@code timeouts} and {@code retries} of a provider's calls. */
final class LimitFields {
  private LimitFields() {}

  static CallLimits read(ConfigNode limits) {
    ConfigNode timeouts = limits.object("timeouts");
    ConfigNode retries = limits.object("retries");
    return new CallLimits(
        new CallLimits.Timeouts(
            timeouts.time("credential"),
            timeouts.time("firstByte"),
            timeouts.time("betweenChunks"),
            timeouts.timeOrZero("turn")),
        new CallLimits.Retries(
            retries.count("max"),
            retries.timeOrZero("backoff"),
            retries.timeOrZero("backoffCap"),
            retries.timeOrZero("retryAfterCap")));
  }

  /** Until a connection stands: a matter of the network, but a limit to whoever writes it. */
  static @Nullable Duration connect(ConfigNode limits) {
    return limits.object("timeouts").time("connect");
  }
}
