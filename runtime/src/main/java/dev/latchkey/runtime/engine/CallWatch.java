package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.context.ToolArguments;
import dev.latchkey.runtime.loop.EventSink;
import dev.latchkey.runtime.tool.ToolOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Watches the tool calls of one run: for results that hold secrets, and for a model that gets
 * nowhere, because it cannot write arguments or makes one call over and over with the same result.
 * Called from the threads of many tools.
 */
final class CallWatch {
  /** Answers in a row whose calls are all malformed, before the run is given up. */
  static final int MAX_MALFORMED = 3;

  /** How often a call gives the same result before people are told. */
  static final int LOOP = 5;

  private final EventSink events;
  private final Redaction redaction;
  private final Map<Integer, Integer> repetitions = new HashMap<>();
  private int malformed;
  private boolean told;

  CallWatch(EventSink events, Redaction redaction) {
    this.events = events;
    this.redaction = redaction;
  }

  /** A result as it may be shown. */
  ToolOutcome shown(ToolOutcome outcome) {
    return redaction.of(outcome);
  }

  /** Takes note of a result. */
  synchronized void ended(ToolCall call, ToolOutcome outcome) {
    int key = Objects.hash(call.name(), call.arguments(), outcome.kind(), outcome.text());
    if (repetitions.merge(key, 1, Integer::sum) >= LOOP && !told) {
      told = true;
      events.emit(
          SessionEvents.warning(
              "tool.loop",
              "The model called '%s' %d times with the same arguments and got the same result. Abort the run, or tell the model what to do instead."
                  .formatted(call.name(), LOOP)));
    }
  }

  /**
   * Takes note of an answer whose calls all have their results by now.
   *
   * @throws ModelException.BadResponse when this was the last malformed one to be borne
   */
  void answered(List<ToolCall> calls) {
    boolean all = calls.stream().noneMatch(call -> ToolArguments.valid(call.arguments()));
    malformed = all ? malformed + 1 : 0;
    if (malformed == MAX_MALFORMED) {
      ToolCall last = calls.getLast();
      throw new ModelException.BadResponse(
          CallFailure.builder(
                  "The model wrote arguments that are no JSON object %d times in a row, last for '%s': %s."
                      .formatted(
                          MAX_MALFORMED, last.name(), ToolArguments.problem(last.arguments())))
              .code("malformed_tool_arguments")
              .nextStep(
                  "Choose a model that is better at calling tools, or simplify the tool's parameters.")
              .build(),
          false);
    }
  }
}
