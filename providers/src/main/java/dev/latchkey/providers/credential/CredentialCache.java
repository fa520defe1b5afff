package dev.latchkey.providers.credential;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a credential gave as long as it is good, and gets the next one in time. However many
 * calls need one, the source is asked once. Safe for any number of threads.
 */
public final class CredentialCache {
  private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

  /** A token may still be good when the next one is fetched. */
  private static final int REMEMBERED = 8;

  private final Object lock = new Object();
  private Credential source;
  private @Nullable CredentialCache standIn;
  private @Nullable Held held;
  private @Nullable Flight flight;
  private final Deque<Secret> given = new ArrayDeque<>();

  /** A grant that may be used again, and when to look for the next one. */
  private record Held(Grant grant, Instant renewAt) {}

  private CredentialCache(Credential source) {
    this.source = source;
  }

  /** A cache that has asked nobody yet. */
  public static CredentialCache of(Credential source) {
    return new CredentialCache(source);
  }

  /**
   * A cache of what may be replaced later.
   *
   * @param secret the key or token for now; null for none
   */
  public static CredentialCache ofFixed(@Nullable Secret secret, Grant.Form form) {
    return of(Credential.fixed(secret == null ? Secret.of("") : secret, form));
  }

  /** {@code other} gives keys or tokens as long as there is none here. */
  public void standIn(CredentialCache other) {
    synchronized (lock) {
      standIn = other;
    }
  }

  /** Who gives keys or tokens at the moment; null when this does. */
  private @Nullable CredentialCache deputy() {
    synchronized (lock) {
      return source instanceof FixedSecret fixed && fixed.secret().blank() ? standIn : null;
    }
  }

  /** From the next call on another source is used; what the old one gave is forgotten. */
  public void replace(Credential other) {
    synchronized (lock) {
      fixed().ifPresent(this::remember);
      source = other;
      held = null;
      flight = null;
    }
  }

  /**
   * A grant that is good now. Shortly before it expires the next one is fetched in the background.
   * Blocks until there is one; interruption ends the waiting and not the fetching, which others may
   * wait for.
   *
   * @throws ModelException when there is none
   */
  public Grant grant(TokenCalls calls) throws InterruptedException {
    CredentialCache deputy = deputy();
    if (deputy != null) {
      return deputy.grant(calls);
    }
    Flight running;
    synchronized (lock) {
      if (source instanceof FixedSecret fixed) {
        return fixed.obtain(calls);
      }
      Instant now = calls.now();
      Held known = held;
      if (known != null && known.grant().good(now)) {
        if (!now.isBefore(known.renewAt())) {
          flight(calls);
        }
        return known.grant();
      }
      running = flight(calls);
    }
    return running.result();
  }

  /**
   * Another grant after {@code refused} was not accepted; null when the source has no other one.
   *
   * @throws ModelException when asking for it failed
   */
  public @Nullable Grant after(Grant refused, TokenCalls calls) throws InterruptedException {
    CredentialCache deputy = deputy();
    if (deputy != null) {
      return deputy.after(refused, calls);
    }
    Flight running;
    synchronized (lock) {
      if (source instanceof FixedSecret fixed) {
        // not renewable, but it may have been put in the place of what was refused
        Grant current = fixed.obtain(calls);
        return current.sameSecret(refused) ? null : current;
      }
      Held known = held;
      if (known != null && !known.grant().sameSecret(refused)) {
        return known.grant();
      }
      held = null;
      running = flight(calls);
    }
    Grant fresh = running.result();
    return fresh.sameSecret(refused) ? null : fresh;
  }

  /** The fetch under way, or a new one. The lock is held. */
  private Flight flight(TokenCalls calls) {
    Flight running = flight;
    if (running == null) {
      running = new Flight(source, calls);
      flight = running;
      running.start();
    }
    return running;
  }

  private void landed(Flight ended, @Nullable Grant grant, Instant now) {
    synchronized (lock) {
      remember(grant);
      if (flight != ended) {
        return;
      }
      flight = null;
      if (grant != null && grant.good(now)) {
        held = new Held(grant, renewAt(grant, now));
      }
    }
  }

  /** The lock is held. */
  private void remember(@Nullable Grant grant) {
    if (grant == null) {
      return;
    }
    given.removeIf(known -> known.reveal().equals(grant.secret().reveal()));
    given.addLast(grant.secret());
    if (given.size() > REMEMBERED) {
      given.removeFirst();
    }
  }

  /** What nobody may read: the latest keys and tokens it gave, and what the source gets them by. */
  public List<Secret> secrets() {
    synchronized (lock) {
      List<Secret> all = new ArrayList<>(given);
      all.addAll(source.secrets());
      if (standIn != null) {
        all.addAll(standIn.secrets());
      }
      return all;
    }
  }

  /** A fifth of its life before the end, at most five minutes. */
  private static Instant renewAt(Grant grant, Instant now) {
    Instant end = grant.goodUntil();
    if (end == null) {
      return Instant.MAX;
    }
    Duration fifth = Duration.between(now, end).dividedBy(5);
    return end.minus(fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN);
  }

  /** The key or token when it stays as it is; empty when it has to be got, or there is none. */
  public Optional<Grant> fixed() {
    synchronized (lock) {
      return source instanceof FixedSecret fixed && !fixed.secret().blank()
          ? Optional.of(Grant.lasting(fixed.secret(), fixed.form()))
          : Optional.empty();
    }
  }

  /** Whether there is no key or token, and requests go without. */
  public boolean none() {
    synchronized (lock) {
      return source instanceof FixedSecret fixed && fixed.secret().blank() && standIn == null;
    }
  }

  /** Whether it is kept fresh by itself. */
  public boolean renewable() {
    CredentialCache deputy = deputy();
    if (deputy != null) {
      return deputy.renewable();
    }
    synchronized (lock) {
      return source.renewable();
    }
  }

  @Override
  public String toString() {
    synchronized (lock) {
      return "CredentialCache[" + source.getClass().getSimpleName() + "]";
    }
  }

  /** One fetch on a thread of its own, so that no caller's end is the end of all. */
  private final class Flight {
    private final FutureTask<Grant> task;
    private final Duration limit;
    private final long deadline;

    Flight(Credential from, TokenCalls calls) {
      Duration own = from.limit();
      this.limit = own == null ? calls.limit() : own;
      this.deadline = System.nanoTime() + limit.toNanos();
      this.task =
          new FutureTask<>(() -> {
            Grant grant = null;
            try {
              grant = from.obtain(calls);
              return grant;
            } finally {
              landed(this, grant, calls.now());
            }
          });
    }

    void start() {
      Thread.ofVirtual().name("latchkey-credential").start(task);
      Thread.ofVirtual().name("latchkey-credential-limit").start(this::end);
    }

    /** Ends the fetch at its limit, also when nobody waits for it. */
    private void end() {
      try {
        task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException _) {
        landed(this, null, Instant.EPOCH);
        task.cancel(true);
      } catch (InterruptedException | ExecutionException _) {
        // who waits for the result hears of it
        return;
      }
    }

    Grant result() throws InterruptedException {
      try {
        return task.get();
      } catch (CancellationException _) {
        throw CredentialErrors.none(
            "No key or token came within " + seconds() + " s.",
            "Look at what gives it (command, callback or token endpoint): it hangs. If it needs"
                + " longer, raise latchkey.limits.timeouts.credential.");
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }

    private String seconds() {
      return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
      return cause instanceof RuntimeException known
          ? known
          : new IllegalStateException("Getting a key or token failed", cause);
    }
  }
}
