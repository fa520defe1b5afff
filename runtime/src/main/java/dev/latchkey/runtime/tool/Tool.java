package dev.latchkey.runtime.tool;

import dev.latchkey.providers.ToolSpec;
import java.util.Optional;

/** Something a model can have done. Used by many threads at once. */
public interface Tool {
  /** What the model is told. */
  ToolSpec spec();

  /** Where the tool comes from. */
  ToolOrigin origin();

  /** What has to be allowed before {@link #run}; empty when nothing has to. */
  Optional<PermissionAsk> permission(ToolUse use);

  /**
   * Does it. Failures that the model should see are outcomes; an exception becomes one.
   *
   * @throws InterruptedException when the run is aborted; whatever was started is stopped by then
   */
  ToolOutcome run(ToolUse use) throws InterruptedException;
}
