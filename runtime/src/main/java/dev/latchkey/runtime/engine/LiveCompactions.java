package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.Compactions;
import dev.latchkey.runtime.SessionException.CompactionFailed;
import org.jspecify.annotations.Nullable;

/** The compactions that users of a session of this process ask for. */
final class LiveCompactions implements Compactions {
  private final SessionParts parts;
  private final Lifespan lifespan;

  LiveCompactions(SessionParts parts, Lifespan lifespan) {
    this.parts = parts;
    this.lifespan = lifespan;
  }

  @Override
  public Compacted compact(@Nullable String wishes, @Nullable Long tokenLimit) {
    lifespan.require();
    parts.compactions().cancel();
    Compaction compaction = parts.compactions().begin(compaction(wishes, tokenLimit));
    try {
      return compaction.await();
    } catch (InterruptedException _) {
      compaction.cancel();
      Thread.currentThread().interrupt();
      throw new CompactionFailed(Compaction.CANCELLED);
    }
  }

  private Compaction compaction(@Nullable String wishes, @Nullable Long tokenLimit) {
    ModelBinding binding;
    try {
      binding = parts.binding();
    } catch (ModelException e) {
      throw new CompactionFailed(e.failure().explained());
    }
    Compaction.Order order =
        new Compaction.Order(
            binding,
            parts.system(),
            parts.tools().specs(),
            tokenLimit == null || tokenLimit < 1 ? binding.promptLimit() : tokenLimit,
            wishes,
            null,
            parts.id());
    return new Compaction(parts, order, parts.journal()::emit);
  }

  @Override
  public boolean cancelBackground() {
    lifespan.require();
    return parts.compactions().cancel(false);
  }

  @Override
  public boolean abortManual() {
    lifespan.require();
    return parts.compactions().cancel(true);
  }
}
