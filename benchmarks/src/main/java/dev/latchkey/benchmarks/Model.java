package dev.latchkey.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Match;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;

/** The simulated model of a run: what it answers depends on the prompt. */
final class Model implements AutoCloseable {
  static final String SHORT = "short please";
  static final String FIFTY = "fifty please";
  static final String LONG = "everything please";

  private final Simulator simulator;

  private Model(Simulator simulator) {
    this.simulator = simulator;
  }

  static Model start(int chunks) {
    Script script =
        Script.EMPTY
            .when(Match.lastUserText(FIFTY), Reply.text("word ".repeat(50).strip()))
            .when(Match.lastUserText(LONG), Reply.text("word ".repeat(chunks).strip()))
            .when(Match.ANY, Reply.text("Four."));
    return new Model(Simulator.start(SimulatorOptions.fast().script(script)));
  }

  /** How sessions reach it. */
  ObjectNode provider() {
    return Client.JSON
        .createObjectNode()
        .put("type", "openai")
        .put("wireApi", "completions")
        .put("baseUrl", simulator.baseUrl() + "/v1")
        .put("apiKey", "bench");
  }

  @Override
  public void close() {
    simulator.close();
  }
}
