package dev.latchkey.conformance.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves a suite out, with one visible line for all, where Node 20 or npm is missing. Where the
 * environment variable {@code CI} is set the suite fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
public @interface NeedsNode {

  /** Looks for Node once. */
  final class Condition implements ExecutionCondition {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> obstacle = NodeInstallation.obstacle();
      if (obstacle.isEmpty()) {
        return ConditionEvaluationResult.enabled("Node and npm are here");
      }
      String line =
          "SKIPPED: the TypeScript suites need Node 20 or newer with npm; " + obstacle.get() + ".";
      if (System.getenv("CI") != null) {
        throw new IllegalStateException(line + " In CI that is a failure.");
      }
      if (SAID.compareAndSet(false, true)) {
        System.err.println(line);
      }
      return ConditionEvaluationResult.disabled(line);
    }
  }
}
