package dev.latchkey.runtime.engine;

import com.github.copilot.generated.CompactionTrigger;
import dev.latchkey.providers.CompactionSettings;
import dev.latchkey.providers.Threshold;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.SessionException.CompactionFailed;
import dev.latchkey.runtime.context.ContextSize;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.context.HistoryView;
import dev.latchkey.runtime.engine.CompactionDesk.Last;
import dev.latchkey.runtime.engine.CompactionEvents.Extent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the conversation of a run within its model's window. */
final class Compactor {
  private static final Threshold BACKGROUND = new Threshold(0.8, 0);
  private static final Threshold EXHAUSTION = new Threshold(0.95, 0);

  /** A summary that replaces less than this part of what may be there is not worth a call. */
  private static final int LEAST_PART = 10;

  /** A refusal of so few tokens without a number says nothing of the window. */
  private static final int LEAST_REFUSED = 1_000;

  private final SessionParts parts;
  private final RunGate gate;
  private final String system;
  private final String agentId;

  /**
   * @param agentId whose conversation it is; the session's id for the main one
   */
  Compactor(SessionParts parts, RunGate gate, String system, String agentId) {
    this.parts = parts;
    this.gate = gate;
    this.system = system;
    this.agentId = agentId;
  }

  /** From how many tokens on something is done, for one model. */
  private record Limits(long prompt, long background, long exhaustion) {
    static Limits of(ModelBinding binding, InfiniteSessions wanted) {
      CompactionSettings settings = binding.config().extension().compaction();
      long prompt = binding.promptLimit();
      long background = first(wanted.background(), settings.background(), BACKGROUND).of(prompt);
      long exhaustion = first(wanted.exhaustion(), settings.exhaustion(), EXHAUSTION).of(prompt);
      return new Limits(prompt, Math.min(background, exhaustion), exhaustion);
    }

    /** The same where a prompt of this size is too long in any case. */
    Limits below(long refused) {
      long most = Math.max(1, refused * 9 / 10);
      return background <= most ? this : new Limits(prompt, most, most);
    }

    private static Threshold first(
        @Nullable Threshold session, @Nullable Threshold provider, Threshold usual) {
      return session != null ? session : provider != null ? provider : usual;
    }
  }

  /**
   * Looks at a prompt about to be sent. Lets a summary be written beside the work when it has grown
   * long, and waits for it when it would not fit.
   *
   * @return whether the conversation is another one now
   */
  boolean before(ModelBinding binding, ContextSize size) throws InterruptedException {
    if (!enabled()) {
      return false;
    }
    Limits limits = limits(binding);
    if (size.total() < limits.background()) {
      parts.compactions().ended(Last.FINE);
      return false;
    }
    if (size.total() >= limits.exhaustion()) {
      return shorten(binding, limits, CompactionTrigger.THRESHOLD);
    }
    CompactionDesk desk = parts.compactions();
    // those of sub-agents end with their call: they wait
    if (main()
        && desk.atWork() == null
        && desk.last() == Last.FINE
        && worthwhile(binding, limits)) {
      begin(binding, limits, CompactionTrigger.THRESHOLD);
    }
    return false;
  }

  /**
   * The model refused a prompt as too long.
   *
   * @param refused the model as it was known before, and the size of the prompt
   * @return whether the conversation is another one now
   */
  boolean after(ModelBinding known, ContextSize refused) throws InterruptedException {
    if (!enabled()) {
      return false;
    }
    ModelBinding binding = parts.binding();
    boolean learned = binding.facts().promptLimit().origin() == Origin.LEARNED;
    if (learned && binding.promptLimit() != known.promptLimit()) {
      parts.meter().exceeded(binding.promptLimit());
    } else if (refused.total() >= LEAST_REFUSED) {
      parts.compactions().refused(binding, refused.total());
      binding = parts.binding();
    }
    Limits limits = limits(binding).below(extent(binding).size().total());
    return shorten(binding, limits, CompactionTrigger.CONTEXT_LIMIT_RETRY);
  }

  private Limits limits(ModelBinding binding) {
    return Limits.of(binding, parts.options().infinite());
  }

  boolean enabled() {
    return parts.options().infinite().enabled();
  }

  private boolean main() {
    return agentId.equals(parts.id());
  }

  private boolean shorten(ModelBinding binding, Limits limits, CompactionTrigger trigger)
      throws InterruptedException {
    Compaction running = parts.compactions().atWork();
    boolean tried = parts.compactions().last() == Last.FAILED;
    if (running == null && !tried && worthwhile(binding, limits)) {
      running = begin(binding, limits, trigger);
    }
    boolean compacted = running != null && succeeds(running);
    if (extent(binding).size().total() < limits.background()) {
      return compacted;
    }
    return truncate(binding, limits) || compacted;
  }

  private Compaction begin(ModelBinding binding, Limits limits, CompactionTrigger trigger) {
    Compaction.Order order =
        new Compaction.Order(binding, system, tools(), limits.prompt(), null, trigger, agentId);
    return parts.compactions().begin(new Compaction(parts, order, gate::past));
  }

  private boolean succeeds(Compaction running) throws InterruptedException {
    try {
      running.await();
      return true;
    } catch (CompactionFailed _) {
      return false; // what is to be left out is decided without a model then
    } catch (InterruptedException e) {
      running.cancel();
      throw e;
    }
  }

  /** Whether a summary would replace enough to be worth its price. */
  private boolean worthwhile(ModelBinding binding, Limits limits) {
    long least = parts.meter().chars(limits.background() / LEAST_PART);
    return parts.history().replaceable(binding.target()) >= Math.max(1, least);
  }

  /** Leaves out the oldest messages; well below the threshold, so that some work fits in again. */
  private boolean truncate(ModelBinding binding, Limits limits) {
    boolean[] shorter = {false};
    parts
        .journal()
        .atomically(() -> {
          HistoryTarget target = binding.target();
          Extent before = extent(binding);
          ContextSize size = before.size();
          long goal = limits.background() * 3 / 4 - size.system() - size.tools();
          long chars = parts.meter().chars(Math.max(0, goal));
          int count = parts.history().excess(chars, target, limits.prompt());
          Extent after = extent(parts.history().without(count, target, limits.prompt()));
          if (count > 0 && after.size().total() < size.total()) {
            shorter[0] = true;
            gate.emit(CompactionEvents.truncated(limits.prompt(), before, after, count));
            parts.meter().shortened(after.size());
          }
        });
    return shorter[0];
  }

  private Extent extent(ModelBinding binding) {
    return extent(parts.history().view(binding.target()));
  }

  private Extent extent(HistoryView history) {
    return new Extent(
        history.messages().size(), parts.meter().size(system, history.chars(), tools()));
  }

  private List<ToolSpec> tools() {
    return parts.tools().specs();
  }
}
