package dev.latchkey.runtime.loop;

import dev.latchkey.providers.Content;
import java.util.List;

/** Runs the tool calls of one answer. */
@FunctionalInterface
public interface ToolRunner {
  /**
   * Runs all calls at once and waits for all results, which are recorded as events.
   *
   * @return whether the run goes on
   * @throws InterruptedException when the run is aborted; every tool has stopped by then
   */
  boolean run(Turn turn, List<Content.ToolCall> calls) throws InterruptedException;
}
