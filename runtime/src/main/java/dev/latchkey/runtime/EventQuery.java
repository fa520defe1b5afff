package dev.latchkey.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of a session's event log.
 *
 * @param cursor where the last page ended; null for the beginning
 * @param max at most so many events, 1 to 1000
 * @param patience how long to wait for a first event when there is none yet, at most 30 s
 * @param types wanted event types; empty for all
 * @param includeEphemeral also events that are in no journal, as far as still remembered
 */
public record EventQuery(
    @Nullable String cursor,
    int max,
    Duration patience,
    Set<String> types,
    boolean includeEphemeral) {
  public EventQuery {
    Objects.requireNonNull(patience);
    types = Set.copyOf(types);
    max = Math.clamp(max, 1, 1000);
  }
}
