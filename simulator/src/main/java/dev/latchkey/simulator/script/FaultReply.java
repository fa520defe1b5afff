package dev.latchkey.simulator.script;

/**
 * A fault in place of an answer. Faults in the middle of a stream break off {@code answer} after so
 * many events; the others ignore both.
 *
 * @param fault the way to fail
 * @param answer what was being answered
 * @param afterEvents streamed events before the break; in a whole body, the share of bytes sent is
 *     half
 */
public record FaultReply(Fault fault, Answer answer, int afterEvents) implements Reply {
  public FaultReply {
    if (afterEvents < 0) {
      throw new IllegalArgumentException(
          "afterEvents is a count of events, got " + afterEvents + "; use 0 to break at once.");
    }
  }

  static FaultReply of(Fault fault) {
    return new FaultReply(fault, Reply.text("This answer will not be finished."), 3);
  }
}
