package dev.latchkey.conformance.soak;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a provider on a bad day answers: most calls well, many with limits, errors and broken
 * connections, some not at all. What one turn meets depends on its words alone, as far as that is
 * what it is about: a turn marked {@code down} never gets an answer, one marked {@code stuck} gets
 * one that stops in the middle, one marked {@code tool} uses a tool first.
 */
final class Weather {
  private static final Pattern TURN = Pattern.compile("turn (\\d+-\\d+)( down| stuck| tool)?\\.");

  private final RandomGenerator random;
  private final Map<Kind, AtomicInteger> met = new EnumMap<>(Kind.class);

  /** What calls meet. */
  enum Kind {
    ANSWER,
    SLOW,
    LIMIT,
    ERROR,
    CUT,
    CUT_MID_STREAM,
    STALL
  }

  Weather(RandomGenerator random) {
    this.random = random;
    for (Kind kind : Kind.values()) {
      met.put(kind, new AtomicInteger());
    }
  }

  /** How often each kind was met. */
  Map<Kind, AtomicInteger> met() {
    return met;
  }

  /** What a turn is sent, from its name. */
  static String prompt(String turn, String mark) {
    return "turn " + turn + mark + ".";
  }

  /** What a turn that ends well is answered. */
  static String answer(String turn) {
    return "This is the answer to turn " + turn + " and to no other one.";
  }

  synchronized Reply over(RecordedRequest request) {
    // turns without an answer stand before it in the same message on some wires
    MatchResult turn =
        TURN.matcher(request.lastUserText()).results().reduce((_, last) -> last).orElseThrow();
    String mark = turn.group(2) == null ? "" : turn.group(2);
    Kind kind = mark.equals(" down") ? Kind.ERROR : mark.equals(" stuck") ? Kind.STALL : any();
    met.computeIfAbsent(kind, _ -> new AtomicInteger()).incrementAndGet();
    boolean asksTool = mark.equals(" tool") && lastMessage(request).contains(turn.group());
    return reply(
        kind, asksTool ? Reply.toolCall("look", "{\"n\":1}") : Reply.text(answer(turn.group(1))));
  }

  /** After a tool's result it does not hold the turn's words any more. */
  private static String lastMessage(RecordedRequest request) {
    return request.messages().path(request.messages().size() - 1).toString();
  }

  private Kind any() {
    int chance = random.nextInt(100);
    if (chance < 70) {
      return Kind.ANSWER;
    }
    return switch ((chance - 70) / 6) {
      case 0 -> Kind.LIMIT;
      case 1 -> Kind.ERROR;
      case 2 -> Kind.CUT;
      case 3 -> Kind.CUT_MID_STREAM;
      default -> Kind.SLOW;
    };
  }

  private static Reply reply(Kind kind, Answer answer) {
    return switch (kind) {
      case ANSWER -> answer;
      case SLOW -> answer.everyChunkAfter(Duration.ofMillis(30));
      case LIMIT ->
          Reply.status(429, "rate_limit_exceeded", "Slow down.").header("retry-after-ms", "50");
      case ERROR -> Reply.status(500, "server_error", "Down.").header("retry-after-ms", "20");
      case CUT -> Reply.fault(Fault.CUT_BEFORE_HEADERS);
      case CUT_MID_STREAM -> answer.breaking(Fault.CUT_MID_STREAM, 6);
      case STALL -> answer.breaking(Fault.HANG_MID_STREAM, 6);
    };
  }
}
