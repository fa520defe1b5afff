package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.Set;

/**
 * What the model that a history is rendered for can take.
 *
 * @param images whether it sees pictures
 * @param documents whether it reads documents such as PDF files
 * @param families whose reasoning can be replayed to it
 */
public record HistoryTarget(boolean images, boolean documents, Set<Family> families) {
  /** Everything; the wire leaves out what it cannot send. */
  public static final HistoryTarget ANY = new HistoryTarget(true, true, Set.of(Family.values()));

  public HistoryTarget {
    families = Set.copyOf(families);
  }

  boolean takes(Content.Media media) {
    return media.image() ? images : documents;
  }

  boolean takes(Content.Reasoning reasoning) {
    return reasoning.seal() != null && families.contains(reasoning.seal().family());
  }
}
