package dev.latchkey.runtime;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the caller wants in the system message. */
public sealed interface SystemPrompt {
  /** The default prompt with nothing added. */
  SystemPrompt DEFAULT = new Append("");

  /** The default prompt with {@code content} added; empty adds nothing. */
  record Append(String content) implements SystemPrompt {
    public Append {
      Objects.requireNonNull(content);
    }
  }

  /** Exactly {@code content} and nothing else. */
  record Replace(String content) implements SystemPrompt {
    public Replace {
      Objects.requireNonNull(content);
    }
  }

  /** The default prompt with sections changed by their ids, and {@code content} added. */
  record Customize(Map<String, Section> sections, String content) implements SystemPrompt {
    public Customize {
      sections = Map.copyOf(sections);
      Objects.requireNonNull(content);
    }
  }

  /** A change of one section; {@code content} is null where the action needs none. */
  record Section(Action action, @Nullable String content) {}

  /** What to do with a section. {@code TRANSFORM} asks the client and is not offered yet. */
  enum Action {
    REPLACE,
    REMOVE,
    APPEND,
    PREPEND,
    PRESERVE,
    TRANSFORM
  }
}
