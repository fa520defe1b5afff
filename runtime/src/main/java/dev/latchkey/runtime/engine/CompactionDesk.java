package dev.latchkey.runtime.engine;

import dev.latchkey.runtime.store.StoreException;
import java.lang.System.Logger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The compaction at work in one conversation, and what earlier ones and refusals taught. */
final class CompactionDesk {
  private static final Logger LOG = System.getLogger(CompactionDesk.class.getName());

  private final Function<String, Optional<Identity.Checkpoint>> checkpoints;

  /** By name on the wire: how many tokens a prompt may have, as a refusal without numbers shows. */
  private final Map<String, Integer> ceilings = new ConcurrentHashMap<>();

  private @Nullable Compaction current;

  private Last last = Last.FINE;

  /** How the last one ended. */
  enum Last {
    FINE,
    /** The user gave it up: the next one waits until it must be. */
    DECLINED,
    /** There was no summary: the next time does without one. */
    FAILED
  }

  /**
   * @param checkpoints keeps summaries in the workspace
   */
  CompactionDesk(Function<String, Optional<Identity.Checkpoint>> checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The one of a sub-agent, which has no workspace of its own. */
  static CompactionDesk ofAgent() {
    return new CompactionDesk(_ -> Optional.empty());
  }

  /** The one at work; null for none. */
  synchronized @Nullable Compaction atWork() {
    Compaction last = current;
    return last != null && last.atWork() ? last : null;
  }

  /** The next one begins. */
  Compaction begin(Compaction next) {
    synchronized (this) {
      current = next;
    }
    // outside: it takes the journal's lock, in which others come here
    return next.begin();
  }

  synchronized void ended(Last how) {
    last = how;
  }

  /** How the last one ended, of those since the conversation was short enough. */
  synchronized Last last() {
    return last;
  }

  /** Gives up the one at work if it was asked for by a user, or if it was not; false for none. */
  boolean cancel(boolean manual) {
    Compaction running = atWork();
    if (running == null || running.manual() != manual || !running.cancel()) {
      return false;
    }
    ended(Last.DECLINED);
    return true;
  }

  /** Gives up whatever is at work. */
  void cancel() {
    Compaction running = atWork();
    if (running != null) {
      running.cancel();
    }
  }

  /**
   * The model refused a prompt of so many tokens, as estimated, and did not say how many it takes.
   */
  void refused(ModelBinding binding, long tokens) {
    int most = Math.clamp(tokens * 9 / 10, 1, Integer.MAX_VALUE);
    ceilings.merge(binding.wireModel(), most, Math::min);
  }

  /** The model with no more room than refusals have left it. */
  ModelBinding bounded(ModelBinding binding) {
    Integer ceiling = ceilings.get(binding.wireModel());
    return ceiling == null ? binding : binding.within(ceiling);
  }

  Identity.@Nullable Checkpoint checkpoint(String summary) {
    try {
      return checkpoints.apply(summary).orElse(null);
    } catch (StoreException e) {
      // the summary is in the journal too
      LOG.log(Logger.Level.WARNING, "A checkpoint could not be written", e);
      return null;
    }
  }
}
