package dev.latchkey.simulator;

import dev.latchkey.simulator.script.ErrorShape;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.script.SimulatedModel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator is like. Start from {@link #defaults()} and change what matters:
 *
 * <pre>{@code
 * SimulatorOptions.defaults().key("test-key").quirks(Quirk.NO_MAX_TOKENS)
 * }</pre>
 *
 * @param port on 127.0.0.1; 0 for any free one
 * @param strictness what requests are held to
 * @param errorShape how errors are written
 * @param models what is listed
 * @param recordLimit how many requests are remembered; 0 for none
 * @param script what is answered
 */
public record SimulatorOptions(
    int port,
    Strictness strictness,
    ErrorShape errorShape,
    List<SimulatedModel> models,
    int recordLimit,
    Script script) {
  private static final int RECORD_LIMIT = 10_000;

  /**
   * What requests are held to.
   *
   * @param rules the rules of the wire
   * @param quirks what this server refuses or insists on besides
   * @param onlyListedModels whether other models are answered with 404
   * @param key the expected key; null when any or none will do
   */
  public record Strictness(
      boolean rules, Set<Quirk> quirks, boolean onlyListedModels, @Nullable String key) {
    public Strictness {
      quirks = Set.copyOf(quirks);
    }

    @Override
    public String toString() {
      String shown = key == null ? "any" : "***";
      return "Strictness[rules=%s, quirks=%s, onlyListedModels=%s, key=%s]"
          .formatted(rules, quirks, onlyListedModels, shown);
    }
  }

  public SimulatorOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "port must be from 0 to 65535, got " + port + "; use 0 for any free one.");
    }
    if (recordLimit < 0) {
      throw new IllegalArgumentException(
          "recordLimit must be 0 or more, got " + recordLimit + "; use 0 to record nothing.");
    }
    models = List.copyOf(models);
  }

  /** Any free port, the wires' rules, any key, the default answers. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        0,
        new Strictness(true, Set.of(), false, null),
        ErrorShape.USUAL,
        List.of(SimulatedModel.DEFAULT),
        RECORD_LIMIT,
        Script.EMPTY);
  }

  /** For benchmarks: no checks and no records. */
  public static SimulatorOptions fast() {
    return defaults().unchecked().recordLimit(0);
  }

  /** Listens on this port. */
  public SimulatorOptions port(int other) {
    return new SimulatorOptions(other, strictness, errorShape, models, recordLimit, script);
  }

  /** Answers 401 to requests without this key. */
  public SimulatorOptions key(String key) {
    return with(
        new Strictness(strictness.rules, strictness.quirks, strictness.onlyListedModels, key));
  }

  /** Refuses or insists on these things. */
  public SimulatorOptions quirks(Quirk... quirks) {
    return with(
        new Strictness(
            strictness.rules, Set.of(quirks), strictness.onlyListedModels, strictness.key));
  }

  /** Lets requests through that break the rules of their wire. */
  public SimulatorOptions unchecked() {
    return with(
        new Strictness(false, strictness.quirks, strictness.onlyListedModels, strictness.key));
  }

  /** Lists these models and answers 404 to calls of others. */
  public SimulatorOptions only(SimulatedModel... listed) {
    return models(listed)
        .with(new Strictness(strictness.rules, strictness.quirks, true, strictness.key));
  }

  /** Lists these models and takes calls of any. */
  public SimulatorOptions models(SimulatedModel... listed) {
    return new SimulatorOptions(port, strictness, errorShape, List.of(listed), recordLimit, script);
  }

  /** Writes errors in this shape. */
  public SimulatorOptions errorShape(ErrorShape shape) {
    return new SimulatorOptions(port, strictness, shape, models, recordLimit, script);
  }

  /** Remembers this many requests, the latest. */
  public SimulatorOptions recordLimit(int limit) {
    return new SimulatorOptions(port, strictness, errorShape, models, limit, script);
  }

  /** Answers by this script. */
  public SimulatorOptions script(Script other) {
    return new SimulatorOptions(port, strictness, errorShape, models, recordLimit, other);
  }

  private SimulatorOptions with(Strictness other) {
    return new SimulatorOptions(port, other, errorShape, models, recordLimit, script);
  }
}
