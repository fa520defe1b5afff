package dev.latchkey.simulator;

import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Match;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.script.ScriptException;
import dev.latchkey.simulator.script.SimulatedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The simulator as a command, options already parsed.
 *
 * @param port 0 for any free one
 * @param scriptFile a script in YAML; null for the default answers
 * @param fault the way every model call fails; null for none
 */
public record SimulatorCommand(int port, @Nullable Path scriptFile, @Nullable Fault fault) {

  /** Default answers on any free port. */
  public static SimulatorCommand plain() {
    return new SimulatorCommand(0, null, null);
  }

  /**
   * The fault of a name such as {@code cut-mid-stream}.
   *
   * @throws IllegalArgumentException listing the names when there is none
   */
  public static Fault faultNamed(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
    Optional<Fault> found =
        Arrays.stream(Fault.values()).filter(f -> f.label().equals(wanted)).findFirst();
    return found.orElseThrow(() ->
        new IllegalArgumentException(
            "There is no fault '%s'. Choose one of: %s."
                .formatted(
                    name,
                    String.join(", ", Arrays.stream(Fault.values()).map(Fault::label).toList()))));
  }

  /**
   * Starts the simulator and says where it listens and how to use it.
   *
   * @return the running simulator, to be closed by the caller
   * @throws ScriptException when the script file is wrong
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public Simulator start(PrintWriter out) {
    Script script = scriptFile == null ? Script.EMPTY : Script.read(scriptFile);
    if (fault != null && fault != Fault.REFUSE) {
      script = Script.EMPTY.when(Match.ANY, Reply.fault(fault));
    }
    Simulator simulator = Simulator.start(SimulatorOptions.defaults().port(port).script(script));
    if (fault == Fault.REFUSE) {
      simulator.refuseConnections();
    }
    announce(simulator, out);
    return simulator;
  }

  /** Starts, and returns when the thread is interrupted or the process ends. */
  public void run(PrintWriter out) {
    try (Simulator _ = start(out)) {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void announce(Simulator simulator, PrintWriter out) {
    String base = simulator.baseUrl();
    out.println("Simulated provider listening on " + base);
    out.println("  type openai      baseUrl " + base + "/v1   (wireApi completions or responses)");
    out.println("  type anthropic   baseUrl " + base);
    out.println("  type azure       baseUrl " + base);
    out.println("  model            " + SimulatedModel.DEFAULT.id() + "   (any other, any key)");
    out.println("  answers          " + answers());
    out.flush();
  }

  private String answers() {
    if (fault != null) {
      return "every model call fails: " + fault.label();
    }
    return scriptFile == null ? "simulated, no model behind them" : "scripted in " + scriptFile;
  }
}
