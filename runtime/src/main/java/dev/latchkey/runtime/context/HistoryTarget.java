package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.catalogue.ImageLimits;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model that a history is rendered for can take.
 *
 * @param images whether it sees pictures
 * @param limits which pictures it takes if it does
 * @param documents whether it reads documents such as PDF files
 * @param families whose reasoning can be replayed to it
 */
public record HistoryTarget(
    boolean images, ImageLimits limits, boolean documents, Set<Family> families) {
  /** Everything; the wire leaves out what it cannot send. */
  public static final HistoryTarget ANY =
      new HistoryTarget(true, ImageLimits.NONE, true, Set.of(Family.values()));

  public HistoryTarget {
    families = Set.copyOf(families);
  }

  /** The same target, which sees pictures or not, and only such pictures. */
  public HistoryTarget seeing(boolean pictures, @Nullable ImageLimits which) {
    ImageLimits taken = which == null ? ImageLimits.NONE : which;
    return pictures == images && taken.equals(limits)
        ? this
        : new HistoryTarget(pictures, taken, documents, families);
  }

  boolean takes(Content.Media media) {
    return media.image() ? images && limits.take(media.mediaType(), media.base64()) : documents;
  }

  boolean takes(Content.Reasoning reasoning) {
    return reasoning.seal() != null && families.contains(reasoning.seal().family());
  }
}
