package dev.latchkey.simulator.junit;

import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.traffic.Violation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that has a {@link Simulator} parameter a simulator of its own, closes it
 * afterwards, and fails the test when a request broke the rules of its wire.
 *
 * <pre>{@code
 * @ExtendWith(SimulatorExtension.class)
 * class MyTest {
 *   @Test
 *   void greets(Simulator sim) {
 *     sim.enqueue(Reply.text("Hello"));
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>For other options register a field: {@code @RegisterExtension static final SimulatorExtension
 * SIM = SimulatorExtension.with(options)}. A test that breaks the rules on purpose ends with {@link
 * Simulator#forget()}.
 */
@SuppressWarnings("exports") // JUnit is there for whoever uses this class, and only for them
public final class SimulatorExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SimulatorExtension.class);

  private final SimulatorOptions options;

  /** Simulators with the default options; for {@code @ExtendWith}. */
  public SimulatorExtension() {
    this(SimulatorOptions.defaults());
  }

  private SimulatorExtension(SimulatorOptions options) {
    this.options = options;
  }

  /** Simulators with these options; for {@code @RegisterExtension}. */
  public static SimulatorExtension with(SimulatorOptions options) {
    return new SimulatorExtension(options);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Simulator.class;
  }

  @Override
  public Simulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(SPACE);
    Simulator running = store.get(context.getUniqueId(), Simulator.class);
    if (running != null) {
      return running;
    }
    Simulator started = Simulator.start(options);
    store.put(context.getUniqueId(), started);
    return started;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Simulator simulator = context.getStore(SPACE).remove(context.getUniqueId(), Simulator.class);
    if (simulator != null) {
      List<Violation> violations = simulator.violations();
      simulator.close();
      if (!violations.isEmpty()) {
        throw new AssertionError(report(violations));
      }
    }
  }

  private static String report(List<Violation> violations) {
    return violations.stream()
        .map(v -> "request " + v.request() + " (" + v.wire() + ") " + v.field() + ": " + v.reason())
        .collect(Collectors.joining("\n  ", "Requests broke the rules of their wire:\n  ", ""));
  }
}
