package dev.latchkey.runtime.engine;

import com.github.copilot.generated.CompactionTrigger;
import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.Compactions.Compacted;
import dev.latchkey.runtime.SessionException.CompactionFailed;
import dev.latchkey.runtime.context.HistoryView;
import dev.latchkey.runtime.engine.CompactionEvents.Extent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One compaction, from its first event to its last. It works on a thread of its own beside the run,
 * and ends once: with a summary, a failure, or because somebody gave it up.
 */
final class Compaction {
  static final String NOTHING = "Nothing to compact.";
  static final String CANCELLED = "Compaction Cancelled";

  private final SessionParts parts;
  private final Order order;
  private final Consumer<SessionEvent> told;
  private final CompletableFuture<Compacted> outcome = new CompletableFuture<>();
  private volatile @Nullable Thread worker;

  /** Guarded by the journal's lock, so that nothing comes between it and what is told. */
  private boolean ended;

  /**
   * What is to be compacted and why.
   *
   * @param binding the conversation's model
   * @param tokenLimit of a prompt
   * @param wishes what the user says of the summary; null for nothing
   * @param trigger null when the user asked for it
   * @param agentId whose conversation it is; the session's id for the main one
   */
  record Order(
      ModelBinding binding,
      String system,
      List<ToolSpec> tools,
      long tokenLimit,
      @Nullable String wishes,
      @Nullable CompactionTrigger trigger,
      String agentId) {
    Order {
      tools = List.copyOf(tools);
    }

    boolean manual() {
      return trigger == null;
    }
  }

  /**
   * A compaction that has not begun; {@code told} takes its events, whatever becomes of the run.
   */
  Compaction(SessionParts parts, Order order, Consumer<SessionEvent> told) {
    this.parts = parts;
    this.order = order;
    this.told = told;
  }

  boolean manual() {
    return order.manual();
  }

  boolean atWork() {
    return !outcome.isDone();
  }

  /** Tells of the beginning and sets to work. */
  Compaction begin() {
    try {
      parts.journal().atomically(this::start);
      return this;
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
      throw e;
    }
  }

  private void start() {
    HistoryView history = history();
    Extent before = extent(history);
    told.accept(CompactionEvents.started(order, before));
    if (order.manual() && parts.history().replaceable(order.binding().target()) == 0) {
      fail(NOTHING, null);
      return;
    }
    worker = Thread.ofVirtual().name("compaction " + parts.id()).start(() -> work(history, before));
  }

  /**
   * Waits for the end.
   *
   * @throws CompactionFailed when the conversation is as it was
   */
  Compacted await() throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new CompactionFailed(String.valueOf(cause == null ? e : cause.getMessage()));
    }
  }

  /** Gives up; false when it had ended before. */
  boolean cancel() {
    boolean cancelled = ending(() -> fail(CANCELLED, null));
    Thread thread = worker;
    if (cancelled && thread != null) {
      thread.interrupt();
    }
    return cancelled;
  }

  private void work(HistoryView history, Extent before) {
    try {
      SummaryCall call =
          new SummaryCall(
              parts, order, (type, text) -> told.accept(SessionEvents.warning(type, text)));
      SummaryCall.Summary summary = call.ask(history);
      ending(() -> apply(summary, before));
      parts.compactions().ended(CompactionDesk.Last.FINE);
    } catch (InterruptedException _) {
      cancel();
    } catch (ModelException e) {
      CallFailure failure = e.failure();
      without(failure.explained(), failure.status());
    } catch (RuntimeException e) {
      without(new Redaction(parts).text(e.toString()), null);
    } finally {
      // the store itself may be the trouble: whoever waits must not wait for ever
      outcome.completeExceptionally(new CompactionFailed("The summary could not be recorded."));
    }
  }

  private void without(String error, @Nullable Integer status) {
    if (ending(() -> fail(error, status))) {
      parts.compactions().ended(CompactionDesk.Last.FAILED);
    }
  }

  /** Runs {@code last} unless the end has come already. */
  private boolean ending(Runnable last) {
    boolean[] first = {false};
    parts
        .journal()
        .atomically(() -> {
          first[0] = !ended;
          if (first[0]) {
            ended = true;
            last.run();
          }
        });
    return first[0];
  }

  private void fail(String error, @Nullable Integer status) {
    ended = true;
    outcome.completeExceptionally(new CompactionFailed(error));
    told.accept(CompactionEvents.failed(order, error, status));
  }

  private void apply(SummaryCall.Summary summary, Extent before) {
    told.accept(CompactionEvents.usage(summary));
    HistoryView left =
        parts.history().withSummary(summary.text(), order.binding().target(), order.tokenLimit());
    Extent after = extent(left);
    told.accept(
        CompactionEvents.applied(order, before, after, summary, checkpoint(summary.text())));
    if (order.manual() || CompactionEvents.forced(order.trigger())) {
      told.accept(CompactionEvents.usageInfo(order.tokenLimit(), after));
    }
    parts.meter().shortened(after.size());
    outcome.complete(
        new Compacted(
            before.size().total() - after.size().total(),
            before.messages() - after.messages(),
            summary.text(),
            after.messages(),
            order.tokenLimit(),
            after.size()));
  }

  private Identity.@Nullable Checkpoint checkpoint(String summary) {
    return order.agentId().equals(parts.id()) ? parts.compactions().checkpoint(summary) : null;
  }

  private HistoryView history() {
    return parts.history().view(order.binding().target());
  }

  private Extent extent(HistoryView history) {
    return new Extent(
        history.messages().size(),
        parts.meter().size(order.system(), history.chars(), order.tools()));
  }
}
