package dev.latchkey.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.runtime.context.ToolArguments;
import dev.latchkey.runtime.journal.Journal;
import dev.latchkey.runtime.loop.RunCut;
import dev.latchkey.runtime.loop.ToolRunner;
import dev.latchkey.runtime.loop.Turn;
import dev.latchkey.runtime.tool.PermissionAsk;
import dev.latchkey.runtime.tool.Tool;
import dev.latchkey.runtime.tool.ToolOutcome;
import dev.latchkey.runtime.tool.ToolUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the tool calls of one answer at the same time, each on its own virtual thread. */
final class ToolBatch implements ToolRunner {
  private final ToolSet tools;
  private final PermissionDesk desk;
  private final RunGate run;
  private final Journal journal;
  private final Supplier<Path> workingDirectory;
  private final CallWatch watch;

  ToolBatch(
      ToolSet tools,
      PermissionDesk desk,
      RunGate run,
      Journal journal,
      Supplier<Path> workingDirectory,
      CallWatch watch) {
    this.tools = tools;
    this.desk = desk;
    this.run = run;
    this.journal = journal;
    this.workingDirectory = workingDirectory;
    this.watch = watch;
  }

  @Override
  public boolean run(Turn turn, List<ToolCall> calls) throws InterruptedException {
    for (ToolCall call : calls) {
      run.emit(ToolEvents.start(turn, call.id(), call.name(), arguments(call)));
    }
    boolean goesOn = runAll(turn, calls, null);
    watch.answered(calls);
    return goesOn;
  }

  /** Goes on with calls that an earlier process had begun. */
  boolean resume(Turn turn, PendingWork left) throws InterruptedException {
    return runAll(turn, left.waiting(), left);
  }

  private boolean runAll(Turn turn, List<ToolCall> calls, @Nullable PendingWork left)
      throws InterruptedException {
    Results results = new Results();
    List<Thread> threads = new ArrayList<>(calls.size());
    for (ToolCall call : calls) {
      Runnable one = () -> finish(turn, call, left, results);
      threads.add(Thread.ofVirtual().name("tool " + call.name()).start(one));
    }
    join(threads);
    if (run.reason() != null) {
      throw new RunCut();
    }
    return results.goesOn();
  }

  /** What the threads of a batch have in common. */
  private static final class Results {
    private boolean stopped;
    private @Nullable RuntimeException trouble;

    synchronized void stop() {
      stopped = true;
    }

    synchronized void trouble(RuntimeException cause) {
      trouble = cause;
    }

    synchronized boolean goesOn() {
      if (trouble != null) {
        throw trouble;
      }
      return !stopped;
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException("tool calls interrupted");
    }
  }

  private void finish(Turn turn, ToolCall call, @Nullable PendingWork left, Results results) {
    try {
      ToolOutcome outcome = watch.shown(outcome(call, left));
      if (outcome.stopsRun()) {
        results.stop();
      }
      run.emit(ToolEvents.complete(turn, call.id(), outcome));
      watch.ended(call, outcome);
    } catch (InterruptedException | RunCut _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // the journal cannot be written: the run ends, and says so
      results.trouble(e);
    }
  }

  private ToolOutcome outcome(ToolCall call, @Nullable PendingWork left)
      throws InterruptedException {
    Optional<Tool> tool = tools.find(call.name());
    if (tool.isEmpty()) {
      return ToolFailures.unknown(call.name(), tools.names());
    }
    if (!ToolArguments.valid(call.arguments())) {
      return ToolFailures.badArguments(tool.get().spec(), call.arguments());
    }
    JsonNode arguments = arguments(call);
    ToolUse use = new ToolUse(call.id(), arguments, workingDirectory.get());
    try {
      Optional<ToolOutcome> refusal = refusal(tool.get(), use, left);
      return refusal.isPresent() ? refusal.get() : tool.get().run(use);
    } catch (RunCut e) {
      throw e;
    } catch (RuntimeException e) {
      return ToolFailures.failed(call.name(), arguments, e.toString());
    }
  }

  private Optional<ToolOutcome> refusal(Tool tool, ToolUse use, @Nullable PendingWork left)
      throws InterruptedException {
    Optional<PermissionAsk> ask = tool.permission(use);
    if (ask.isEmpty() || (left != null && left.allowed(use.callId()))) {
      return Optional.empty();
    }
    String asked = left == null ? null : left.permission(use.callId()).orElse(null);
    return desk.refusal(new PermissionDesk.Question(run, journal, use.callId(), ask.get()), asked);
  }

  /** Parsed arguments; an empty object for those that are none. */
  private static JsonNode arguments(ToolCall call) {
    return ToolArguments.valid(call.arguments())
        ? Trees.of(ToolArguments.parsed(call.arguments()))
        : JsonNodeFactory.instance.objectNode();
  }
}
