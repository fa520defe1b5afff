package dev.latchkey.runtime.engine;

import dev.latchkey.runtime.journal.Journal;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes finished turns survive a loss of power, a moment after they ended: a flush to the disk
 * takes longer than all else a turn does, and one flush serves many turns. Against the death of the
 * process they are safe before they are announced.
 */
final class DiskSync {
  private static final Logger LOG = System.getLogger(DiskSync.class.getName());

  /** How much of what was announced a loss of power can take back. */
  private static final Duration DELAY = Duration.ofMillis(200);

  private final Set<Journal> dirty = new LinkedHashSet<>();
  private boolean running;

  /** The journal has something worth keeping. */
  synchronized void turnEnded(Journal journal) {
    dirty.add(journal);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("disk sync").start(this::work);
    }
  }

  private void work() {
    try {
      do {
        Thread.sleep(DELAY);
      } while (syncAll(taken()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Journal> taken() {
    List<Journal> all = new ArrayList<>(dirty);
    dirty.clear();
    running = !all.isEmpty();
    return all;
  }

  private static boolean syncAll(List<Journal> journals) {
    for (Journal journal : journals) {
      try {
        journal.sync();
      } catch (RuntimeException e) {
        // a session closed meanwhile was synced when it closed
        LOG.log(Logger.Level.DEBUG, "A journal could not be flushed to the disk", e);
      }
    }
    return !journals.isEmpty();
  }
}
