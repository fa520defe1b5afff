package dev.latchkey.simulator.script;

import dev.latchkey.simulator.traffic.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A model's answer, independent of the wire that will carry it. Every method returns a new answer.
 *
 * @param parts in the order in which they are streamed
 * @param outcome why it ended and what it cost
 * @param pace waits and write sizes
 * @param oddities deviations from the wire's clean form
 * @param headers added to the HTTP response
 */
public record Answer(
    List<Part> parts, Outcome outcome, Pace pace, Set<Oddity> oddities, Headers headers)
    implements Reply {
  static final Answer EMPTY =
      new Answer(List.of(), Outcome.NATURAL, Pace.FULL_SPEED, Set.of(), Headers.EMPTY);

  public Answer {
    parts = List.copyOf(parts);
    oddities = Set.copyOf(oddities);
  }

  /** One more part at the end. */
  public Answer part(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Answer(more, outcome, pace, oddities, headers);
  }

  /** Text, streamed word by word. */
  public Answer text(String text) {
    return part(new Part.Text(Chunks.words(text)));
  }

  /** Reasoning in the wire's usual spelling, signed or encrypted where the wire does that. */
  public Answer reasoning(String text) {
    return reasoning(text, Spelling.USUAL);
  }

  /** Reasoning in a chosen spelling (Chat Completions only; other wires have one). */
  public Answer reasoning(String text, Spelling spelling) {
    return part(new Part.Reasoning(Chunks.words(text), spelling, Part.Reasoning.SEAL));
  }

  /** A function call with a generated id. */
  public Answer toolCall(String name, String argumentsJson) {
    return toolCall("", name, argumentsJson);
  }

  /** A function call; an empty id is replaced by a generated one. */
  public Answer toolCall(String id, String name, String argumentsJson) {
    return part(new Part.ToolCall(id, name, Chunks.of(argumentsJson, 12), false));
  }

  /** Cuts every text, reasoning and argument string into pieces of this many code points. */
  public Answer chunked(int codePoints) {
    List<Part> cut = parts.stream().map(p -> Chunks.cut(p, codePoints)).toList();
    return new Answer(cut, outcome, pace, oddities, headers);
  }

  /** Reports this usage instead of an estimate. */
  public Answer usage(Usage usage) {
    return new Answer(parts, outcome.with(usage), pace, oddities, headers);
  }

  /** Ends for this reason instead of the natural one. */
  public Answer finish(Finish finish) {
    return new Answer(parts, outcome.with(finish), pace, oddities, headers);
  }

  /** Names this model instead of the requested one. */
  public Answer model(String model) {
    return new Answer(parts, outcome.with(model), pace, oddities, headers);
  }

  /** Waits this long before the first byte of the response. */
  public Answer firstByteAfter(Duration wait) {
    return new Answer(parts, outcome, pace.firstByte(wait), oddities, headers);
  }

  /** Waits this long before every streamed event after the first. */
  public Answer everyChunkAfter(Duration wait) {
    return new Answer(parts, outcome, pace.perChunk(wait), oddities, headers);
  }

  /** Writes the body in pieces of this many bytes, so that characters are torn apart. */
  public Answer bytesPerWrite(int bytes) {
    return new Answer(parts, outcome, pace.bytesPerWrite(bytes), oddities, headers);
  }

  /** Deviates in these ways, in addition to those already chosen. */
  public Answer odd(Oddity... more) {
    EnumSet<Oddity> all = EnumSet.noneOf(Oddity.class);
    all.addAll(oddities);
    all.addAll(List.of(more));
    return new Answer(parts, outcome, pace, all, headers);
  }

  /** Adds a response header. */
  public Answer header(String name, String value) {
    return new Answer(parts, outcome, pace, oddities, headers.with(name, value));
  }

  /** This answer, broken off by a fault after so many streamed events. */
  public FaultReply breaking(Fault fault, int afterEvents) {
    return new FaultReply(fault, this, afterEvents);
  }

  /** True when the answer deviates in this way. */
  public boolean is(Oddity oddity) {
    return oddities.contains(oddity);
  }
}
