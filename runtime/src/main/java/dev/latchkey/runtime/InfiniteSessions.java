package dev.latchkey.runtime;

import dev.latchkey.providers.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a session compacts its conversation, and keeps workspace files.
 *
 * @param enabled false compacts only when asked to, and keeps no workspace files
 * @param background from when on a summary is written beside the work; null for what the provider's
 *     configuration says, else 80 %
 * @param exhaustion from when on the work waits for it; null for what the provider's configuration
 *     says, else 95 %
 */
public record InfiniteSessions(
    boolean enabled, @Nullable Threshold background, @Nullable Threshold exhaustion) {
  /** On, with the usual thresholds. */
  public static final InfiniteSessions DEFAULT = new InfiniteSessions(true, null, null);

  /** Off. */
  public static final InfiniteSessions OFF = new InfiniteSessions(false, null, null);
}
