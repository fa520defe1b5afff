package dev.latchkey.runtime;

import dev.latchkey.runtime.context.ContextSize;
import org.jspecify.annotations.Nullable;

/** Puts summaries in the place of the older parts of a session's conversation. */
public interface Compactions {
  /**
   * Compacts the conversation now, and waits for it. One that runs by itself is given up.
   *
   * @param wishes what the user says of the summary; null for nothing
   * @param tokenLimit of the model the conversation shall fit; null for the current one's
   * @throws SessionException.CompactionFailed when nothing changed: there is nothing to compact,
   *     the model wrote no summary, or it was aborted
   */
  Compacted compact(@Nullable String wishes, @Nullable Long tokenLimit);

  /** Gives up a compaction that runs by itself; false when there is none. */
  boolean cancelBackground();

  /** Gives up a compaction that {@link #compact} waits for; false when there is none. */
  boolean abortManual();

  /**
   * What a compaction did.
   *
   * @param tokensRemoved as estimated; below 0 when the summary is longer than what it replaced
   * @param messagesRemoved fewer messages than before
   * @param messages of the conversation as it is now
   * @param tokenLimit of a prompt
   * @param size of a prompt as it is now
   */
  record Compacted(
      long tokensRemoved,
      long messagesRemoved,
      String summary,
      long messages,
      long tokenLimit,
      ContextSize size) {}
}
