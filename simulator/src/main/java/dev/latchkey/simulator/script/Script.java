package dev.latchkey.simulator.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What to answer, decided per model call: the first rule that matches and is not used up, else the
 * next reply in order, else the simulator's own default answer.
 *
 * @param rules tried in order
 * @param replies given once each, in order
 * @param strict true when a call that nothing answers is an error instead of a default answer
 */
public record Script(List<Rule> rules, List<Reply> replies, boolean strict) {
  /** Nothing scripted: every call gets a default answer. */
  public static final Script EMPTY = new Script(List.of(), List.of(), false);

  public Script {
    rules = List.copyOf(rules);
    replies = List.copyOf(replies);
  }

  /**
   * A reply under a condition.
   *
   * @param when the condition
   * @param times how often it may answer
   * @param replies taken in turn, from the first again after the last
   */
  public record Rule(Match when, int times, List<Reply> replies) {
    public Rule {
      replies = List.copyOf(replies);
      if (times < 1 || replies.isEmpty()) {
        throw new IllegalArgumentException(
            "A rule needs at least one reply and times of 1 or more, got "
                + replies.size()
                + " replies, times "
                + times
                + ".");
      }
    }
  }

  /**
   * Reads a script in YAML, as described in the simulator's README.
   *
   * @throws ScriptException when it is not one; the message names the field and the remedy
   */
  public static Script parse(String yaml) {
    return YamlScript.parse(yaml);
  }

  /**
   * Reads a script file.
   *
   * @throws ScriptException when it cannot be read or is no script
   */
  public static Script read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ScriptException("There is no script file " + file + "; check the path.", e);
    } catch (IOException e) {
      throw new ScriptException("Cannot read the script file " + file + ": " + e.getMessage(), e);
    }
  }

  /** These replies in order. */
  public static Script of(Reply... replies) {
    return new Script(List.of(), List.of(replies), false);
  }

  /** One more reply in order. */
  public Script then(Reply reply) {
    return then(1, reply);
  }

  /** The same reply for this many calls, in order. */
  public Script then(int times, Reply reply) {
    List<Reply> more = new ArrayList<>(replies);
    more.addAll(Collections.nCopies(times, reply));
    return new Script(rules, more, strict);
  }

  /** Answers every matching call with these replies in turn. */
  public Script when(Match match, Reply... answers) {
    return rule(new Rule(match, Integer.MAX_VALUE, List.of(answers)));
  }

  /** One more rule after the others. */
  public Script rule(Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(rule);
    return new Script(more, replies, strict);
  }

  /** The same script, in which a call that nothing answers is an error. */
  public Script strictly() {
    return new Script(rules, replies, true);
  }
}
