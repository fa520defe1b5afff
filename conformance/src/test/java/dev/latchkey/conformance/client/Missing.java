package dev.latchkey.conformance.client;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * What becomes of suites whose parts are missing on this machine: they are left out, with one
 * visible line for all. Where the environment variable {@code CI} is set they fail instead.
 */
final class Missing {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Missing() {}

  /**
   * Whether a suite can run.
   *
   * @param need what needs what, for people
   * @param obstacle why it is not there; empty when it is
   */
  static ConditionEvaluationResult condition(String need, Optional<String> obstacle) {
    if (obstacle.isEmpty()) {
      return ConditionEvaluationResult.enabled("everything is here");
    }
    String line = "SKIPPED: " + need + "; " + obstacle.get() + ".";
    if (System.getenv("CI") != null) {
      throw new IllegalStateException(line + " In CI that is a failure.");
    }
    if (SAID.add(need)) {
      System.err.println(line);
    }
    return ConditionEvaluationResult.disabled(line);
  }
}
