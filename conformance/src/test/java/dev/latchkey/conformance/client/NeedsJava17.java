package dev.latchkey.conformance.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a suite out where there is no Java older than 25, as {@link Missing} says. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsJava17.Condition.class)
public @interface NeedsJava17 {

  /** Looks for Java 17. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Missing.condition(
          "the suite of older JVMs needs a Java 17",
          Java17.home().isPresent()
              ? Optional.empty()
              : Optional.of("none is in JAVA_HOME_17_X64 or /usr/lib/jvm"));
    }
  }
}
