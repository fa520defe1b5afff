package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Chooses the reply to each model call and remembers how far the script has come. */
public final class Director {
  private final Deque<Reply> queue = new ArrayDeque<>();
  private final IdentityHashMap<Script.Rule, Integer> uses = new IdentityHashMap<>();
  private Script script;
  private int calls;

  /** Starts at the beginning of a script. */
  public Director(Script script) {
    this.script = script;
    queue.addAll(script.replies());
  }

  /** Forgets everything and starts at the beginning of another script. */
  public synchronized void follow(Script other) {
    script = other;
    uses.clear();
    queue.clear();
    queue.addAll(other.replies());
    calls = 0;
  }

  /** Puts replies behind those that are still waiting. */
  public synchronized void enqueue(List<Reply> replies) {
    queue.addAll(replies);
  }

  /** How many ordered replies have not been given. */
  public synchronized int waiting() {
    return queue.size();
  }

  /** The scripted reply to the next call, or nothing. */
  synchronized Optional<Reply> next(RecordedRequest request) {
    calls++;
    for (Script.Rule rule : script.rules()) {
      int used = uses.getOrDefault(rule, 0);
      if (used < rule.times() && rule.when().holds(request, calls)) {
        uses.put(rule, used + 1);
        return Optional.of(rule.replies().get(used % rule.replies().size()));
      }
    }
    return Optional.ofNullable(queue.poll());
  }

  /** The refusal of a WebSocket, when that is what comes next. */
  synchronized Optional<Reply> refusedUpgrade() {
    boolean refused =
        queue.peek() instanceof FaultReply next && next.fault() == Fault.REFUSE_UPGRADE;
    return refused ? Optional.ofNullable(queue.poll()) : Optional.empty();
  }

  /** True when an unscripted call is an error. */
  synchronized boolean isStrict() {
    return script.strict();
  }
}
