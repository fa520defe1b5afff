package dev.latchkey.runtime.loop;

import dev.latchkey.providers.ModelException;

/** Makes model calls and tells of their progress. */
@FunctionalInterface
public interface ModelCaller {
  /**
   * Makes one call and waits for the whole answer.
   *
   * @throws ModelException when it failed for good
   * @throws InterruptedException when the run is aborted; the connection is closed by then
   */
  Reply call(Turn turn, Prompt prompt) throws InterruptedException;
}
