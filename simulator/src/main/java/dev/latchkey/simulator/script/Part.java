package dev.latchkey.simulator.script;

import java.util.List;

/** One piece of a model's answer. */
public sealed interface Part {

  /** Text for people, in the pieces in which it is streamed. */
  record Text(List<String> chunks) implements Part {
    public Text {
      chunks = List.copyOf(chunks);
    }

    /** The pieces joined. */
    public String text() {
      return String.join("", chunks);
    }
  }

  /**
   * Reasoning.
   *
   * @param chunks the pieces in which it is streamed
   * @param spelling how Chat Completions spells it
   * @param seal Anthropic's signature or the Responses wire's encrypted content; empty for none
   */
  record Reasoning(List<String> chunks, Spelling spelling, String seal) implements Part {
    /** The seal of reasoning that did not ask for another. */
    public static final String SEAL = "c2ltdWxhdGVkLXNlYWw=";

    public Reasoning {
      chunks = List.copyOf(chunks);
    }

    /** The pieces joined. */
    public String text() {
      return String.join("", chunks);
    }
  }

  /** Anthropic's redacted thinking; other wires leave it out. */
  record Redacted(String data) implements Part {}

  /**
   * A call of a tool.
   *
   * @param id empty for a generated one
   * @param name as the model spells it, offered or not
   * @param argumentChunks the pieces of the arguments; none at all for a zero-argument call that
   *     streams no argument text
   * @param freeform true for a custom tool, whose input is plain text rather than JSON
   */
  record ToolCall(String id, String name, List<String> argumentChunks, boolean freeform)
      implements Part {
    public ToolCall {
      argumentChunks = List.copyOf(argumentChunks);
    }

    /** The pieces joined. */
    public String arguments() {
      return String.join("", argumentChunks);
    }

    /** The same call under another id. */
    public ToolCall withId(String other) {
      return new ToolCall(other, name, argumentChunks, freeform);
    }
  }

  /** The model declines; Anthropic says it with text and a stop reason. */
  record Refusal(String text) implements Part {}

  /** Characters put into the event stream as they are; ignored when not streaming. */
  record Raw(String characters) implements Part {}
}
