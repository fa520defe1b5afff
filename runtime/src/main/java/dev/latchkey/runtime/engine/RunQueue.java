package dev.latchkey.runtime.engine;

import com.github.copilot.generated.PendingMessagesModifiedEvent;
import com.github.copilot.generated.PendingMessagesModifiedEvent.PendingMessagesModifiedEventData;
import com.github.copilot.generated.UserMessageDelivery;
import dev.latchkey.runtime.QueueState;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.loop.RunCut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a session, one after the other on one virtual thread that lives as long as there is
 * something to do.
 *
 * <p>Locks are taken in the order queue, journal.
 */
final class RunQueue {
  /** Does the runs. Called on the run's thread. */
  interface Runner {
    /** Does one run; ends it with an error event itself when the model fails. */
    void run(Work work, RunGate gate) throws InterruptedException;

    /** A run failed in an unexpected way. */
    void broke(Throwable cause);

    /** Nothing more to do. Called with the queue locked. */
    void idle(RunGate.@Nullable Cut cut);
  }

  /** How long an abort waits for a run to end before it returns anyway. */
  private static final long STOP_SECONDS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final ArrayDeque<Work.Message> items = new ArrayDeque<>();
  private final ArrayDeque<Work.Message> steering = new ArrayDeque<>();
  private final Journal journal;
  private final Runner runner;
  private final String name;
  private @Nullable Thread worker;
  private RunGate gate;
  private boolean closed;

  RunQueue(String name, Journal journal, Function<RunQueue, Runner> runner) {
    this.name = name;
    this.journal = journal;
    this.gate = new RunGate(journal);
    this.runner = runner.apply(this);
  }

  /** The queue of a session's own runs. */
  static RunQueue of(SessionParts parts, Consumer<String> firstPrompt) {
    return new RunQueue(
        parts.id(),
        parts.journal(),
        queue -> new SessionRunner(parts, queue::takeSteering, firstPrompt));
  }

  /**
   * Queues an input, or starts a run with it.
   *
   * @return the message's id; null when the queue is closed
   */
  @Nullable String send(UserInput input) {
    String id = UUID.randomUUID().toString();
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      modified();
      if (worker == null) {
        start(new Work.Message(id, input, UserMessageDelivery.IDLE));
      } else if (input.delivery() == UserInput.Delivery.IMMEDIATE) {
        steering.add(new Work.Message(id, input, UserMessageDelivery.STEERING));
      } else {
        items.add(new Work.Message(id, input, UserMessageDelivery.QUEUED));
      }
      return id;
    } finally {
      lock.unlock();
    }
  }

  /** Starts a run with unfinished work of an earlier process. */
  void resume(PendingWork left) {
    lock.lock();
    try {
      if (worker == null && !closed) {
        start(new Work.Unfinished(left));
      }
    } finally {
      lock.unlock();
    }
  }

  private void start(Work first) {
    gate = new RunGate(journal);
    worker = Thread.ofVirtual().name("run " + name).start(() -> work(first));
  }

  private void work(Work first) {
    Work work = first;
    while (work != null) {
      try {
        runner.run(work, gate);
      } catch (InterruptedException | RunCut _) {
        // an abort: what is to be told is told by whoever aborted and by idle()
      } catch (RuntimeException | Error e) {
        runner.broke(e);
      }
      work = next();
    }
  }

  private @Nullable Work next() {
    lock.lock();
    try {
      while (!steering.isEmpty()) {
        Work.Message late = steering.removeLast();
        items.addFirst(
            new Work.Message(late.messageId(), late.input(), UserMessageDelivery.QUEUED));
      }
      RunGate.Cut cut = gate.reason();
      Work next = closed ? null : items.pollFirst();
      if (next == null) {
        runner.idle(cut);
        worker = null;
      } else {
        modified();
        gate = new RunGate(journal);
      }
      // an interruption meant for the run that just ended must not reach the next one
      Thread.interrupted();
      ended.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Steering inputs that came since this was last asked. */
  List<Work.Message> takeSteering() {
    lock.lock();
    try {
      List<Work.Message> taken = List.copyOf(steering);
      steering.clear();
      if (!taken.isEmpty()) {
        modified();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Cuts the current run and waits until it has ended.
   *
   * @param keepQueue whether queued inputs still run afterwards
   * @param announce emits what is to be told before the run's own last events
   * @return false when there was no run
   */
  boolean cut(RunGate.Cut reason, boolean keepQueue, Runnable announce) {
    lock.lock();
    try {
      Thread thread = worker;
      if (thread == null) {
        return false;
      }
      RunGate current = gate;
      steering.clear();
      if (!keepQueue) {
        items.clear();
      }
      journal.atomically(() -> {
        current.cut(reason);
        announce.run();
      });
      thread.interrupt();
      awaitEnd(current);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd(RunGate run) {
    long nanos = TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    boolean interrupted = false;
    while (worker != null && gate == run && nanos > 0) {
      try {
        nanos = ended.awaitNanos(nanos);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more inputs. */
  void close() {
    lock.lock();
    try {
      closed = true;
      items.clear();
      steering.clear();
    } finally {
      lock.unlock();
    }
  }

  boolean busy() {
    lock.lock();
    try {
      return worker != null;
    } finally {
      lock.unlock();
    }
  }

  /** What waits; {@code mode} stands where an input names none. */
  QueueState state(String mode) {
    lock.lock();
    try {
      List<QueueState.Item> queued = new ArrayList<>();
      for (Work.Message item : items) {
        String own = item.input().agentMode();
        queued.add(
            new QueueState.Item(
                item.messageId(), item.input().display(), own == null ? mode : own));
      }
      return new QueueState(queued, steering.stream().map(item -> item.input().display()).toList());
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      items.clear();
      steering.clear();
      modified();
    } finally {
      lock.unlock();
    }
  }

  boolean removeMostRecent() {
    lock.lock();
    try {
      boolean removed = items.pollLast() != null;
      if (removed) {
        modified();
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  private void modified() {
    journal.emit(pendingModified());
  }

  static PendingMessagesModifiedEvent pendingModified() {
    PendingMessagesModifiedEvent event = new PendingMessagesModifiedEvent();
    event.setData(new PendingMessagesModifiedEventData());
    return event;
  }
}
