package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException.Timeout.Phase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is up, to within a tenth of a second. One thread looks at all of them; it
 * goes away when there has been none for a while, so an idle process has no timer running.
 */
final class Watchdog {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final int IDLE_TICKS = 50;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Object starting = new Object();
  private boolean running;

  /** Begins to watch; {@code turnDeadline} is in the terms of {@link System#nanoTime()}. */
  Watch watch(@Nullable Long turnDeadline) {
    Watch watch = new Watch(turnDeadline);
    watches.add(watch);
    synchronized (starting) {
      if (!running) {
        running = true;
        Thread.ofVirtual().name("latchkey-watchdog").start(this::run);
      }
    }
    return watch;
  }

  private void run() {
    int idle = 0;
    while (true) {
      try {
        Thread.sleep(TICK);
      } catch (InterruptedException _) {
        // nobody interrupts this thread; if somebody does, time is still checked
        idle = 0;
      }
      long now = System.nanoTime();
      watches.forEach(watch -> watch.check(now));
      idle = watches.isEmpty() ? idle + 1 : 0;
      if (idle > IDLE_TICKS && retire()) {
        return;
      }
    }
  }

  private boolean retire() {
    synchronized (starting) {
      running = !watches.isEmpty();
      return !running;
    }
  }

  /** The limits of one call attempt. */
  final class Watch implements AutoCloseable {
    private final @Nullable Long turnDeadline;
    private volatile State state = new State(Phase.FIRST_BYTE, Long.MAX_VALUE, () -> {});
    private volatile long lastSign = System.nanoTime();
    private volatile @Nullable Phase expired;

    private record State(Phase phase, long limit, Runnable onExpiry) {}

    private Watch(@Nullable Long turnDeadline) {
      this.turnDeadline = turnDeadline;
    }

    /** From now on silence longer than {@code limit} runs {@code onExpiry}. */
    void expect(Phase phase, Duration limit, Runnable onExpiry) {
      lastSign = System.nanoTime();
      state = new State(phase, limit.toNanos(), onExpiry);
    }

    /** What is expected stays the same, but now there is something else to end. */
    void onExpiry(Runnable action) {
      state = new State(state.phase(), state.limit(), action);
    }

    /** There was a sign of life. */
    void touch() {
      lastSign = System.nanoTime();
    }

    /** Which limit passed; null when none did. */
    @Nullable Phase expired() {
      return expired;
    }

    private void check(long now) {
      State current = state;
      boolean turnOver = turnDeadline != null && now - turnDeadline >= 0;
      if (expired == null && (turnOver || now - lastSign >= current.limit())) {
        expired = turnOver ? Phase.TURN : current.phase();
        watches.remove(this);
        current.onExpiry().run();
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
