package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a model call; all given members must hold.
 *
 * @param text the last user message contains this, without case; null for any
 * @param model the requested model; null for any
 * @param wire the wire; null for any
 * @param fromCall the first model call it holds for, from 1
 * @param toCall the last model call it holds for
 */
public record Match(
    @Nullable String text, @Nullable String model, @Nullable Wire wire, int fromCall, int toCall) {
  /** Holds for every call. */
  public static final Match ANY = new Match(null, null, null, 1, Integer.MAX_VALUE);

  public Match {
    if (fromCall < 1 || toCall < fromCall) {
      throw new IllegalArgumentException(
          "Calls are counted from 1 and the range must not be empty, got "
              + fromCall
              + " to "
              + toCall
              + ".");
    }
  }

  /** Holds when the last user message contains this, without case. */
  public static Match lastUserText(String text) {
    return new Match(text, null, null, 1, Integer.MAX_VALUE);
  }

  /** Holds when this model is asked for. */
  public static Match model(String model) {
    return new Match(null, model, null, 1, Integer.MAX_VALUE);
  }

  /** Holds for the n-th model call of the simulator, from 1. */
  public static Match call(int number) {
    return calls(number, number);
  }

  /** Holds for a range of model calls, both ends included. */
  public static Match calls(int from, int to) {
    return new Match(null, null, null, from, to);
  }

  /** Holds on this wire. */
  public static Match wire(Wire wire) {
    return new Match(null, null, wire, 1, Integer.MAX_VALUE);
  }

  /** True when all conditions hold for this request, the {@code call}-th model call. */
  public boolean holds(RecordedRequest request, int call) {
    return call >= fromCall
        && call <= toCall
        && (wire == null || wire == request.wire())
        && (model == null || model.equals(request.model()))
        && (text == null || lower(request.lastUserText()).contains(lower(text)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
