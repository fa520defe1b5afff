package dev.latchkey.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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

  /**
   * The default prompt with sections changed by their ids, and {@code content} added.
   *
   * @param transform gives new texts of the sections marked {@code TRANSFORM}, by id; it may block,
   *     and what it leaves out stays as it is
   */
  record Customize(
      Map<String, Section> sections, String content, UnaryOperator<Map<String, String>> transform)
      implements SystemPrompt {
    public Customize {
      sections = Map.copyOf(sections);
      Objects.requireNonNull(content);
      Objects.requireNonNull(transform);
    }

    /** Sections marked for transformation stay as they are. */
    public Customize(Map<String, Section> sections, String content) {
      this(sections, content, UnaryOperator.identity());
    }
  }

  /** A change of one section; {@code content} is null where the action needs none. */
  record Section(Action action, @Nullable String content) {}

  /** What to do with a section. {@code TRANSFORM} asks whoever customizes. */
  enum Action {
    REPLACE,
    REMOVE,
    APPEND,
    PREPEND,
    PRESERVE,
    TRANSFORM
  }
}
