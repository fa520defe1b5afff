package dev.latchkey.runtime.context;

import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.SystemPrompt.Action;
import dev.latchkey.runtime.SystemPrompt.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Builds the text of the system message: the default sections, what the caller changed in them, and
 * what the caller added, which stands before the last section. The same input gives the same bytes.
 */
public final class SystemMessage {
  private final Map<String, String> sections;
  private final Map<String, Section> changes;
  private final List<String> added = new ArrayList<>();

  private SystemMessage(Map<String, String> sections, Map<String, Section> changes) {
    this.sections = sections;
    this.changes = new TreeMap<>(changes);
  }

  /** The system message; asks once for the sections that are marked for transformation. */
  public static String of(SystemPrompt prompt, PromptFacts facts) {
    return switch (prompt) {
      case SystemPrompt.Replace(String content) -> content;
      case SystemPrompt.Append(String content) ->
          new SystemMessage(PromptSections.of(facts), Map.of()).text(content);
      case SystemPrompt.Customize custom -> {
        SystemMessage message = new SystemMessage(PromptSections.of(facts), custom.sections());
        message.change();
        message.transform(custom.transform());
        yield message.text(custom.content());
      }
    };
  }

  /** The system message of a sub-agent: its own prompt and what surrounds it. */
  public static String ofAgent(String prompt, PromptFacts facts) {
    Map<String, String> sections = PromptSections.of(facts);
    return joined(
        List.of(
            prompt.strip(),
            sections.getOrDefault("environment_context", ""),
            sections.getOrDefault("custom_instructions", "")));
  }

  /** A system message with the prompt of the agent that was selected. */
  public static String withAgent(String system, String prompt) {
    String role =
        prompt.isBlank()
            ? ""
            : "<agent_instructions>\n" + prompt.strip() + "\n</agent_instructions>";
    return joined(List.of(system, role));
  }

  private void change() {
    Section identity = changes.get(PromptSections.IDENTITY);
    if (identity != null) {
      changeIdentity(identity);
    }
    changes.forEach((id, change) -> {
      if (sections.containsKey(id)) {
        sections.computeIfPresent(id, (_, before) -> changed(before, change));
      } else if (!id.equals(PromptSections.IDENTITY) && !content(change).isEmpty()) {
        added.add(content(change));
      }
    });
  }

  /** New text of the group stands in its first section; what is preserved stays out of it. */
  private void changeIdentity(Section change) {
    List<String> ids = new ArrayList<>(PromptSections.IDENTITY_SECTIONS);
    ids.removeIf(this::preserved);
    if (ids.isEmpty()) {
      return;
    }
    switch (change.action()) {
      case REPLACE -> setIdentity(ids, content(change));
      case REMOVE -> setIdentity(ids, "");
      case APPEND -> sections.computeIfPresent(ids.getLast(), (_, text) -> changed(text, change));
      case PREPEND -> sections.computeIfPresent(ids.getFirst(), (_, text) -> changed(text, change));
      case PRESERVE, TRANSFORM -> {}
    }
  }

  private boolean preserved(String id) {
    Section own = changes.get(id);
    return own != null && own.action() == Action.PRESERVE;
  }

  private void setIdentity(List<String> ids, String text) {
    ids.forEach(id -> sections.put(id, ""));
    sections.put(ids.getFirst(), text);
  }

  private void transform(UnaryOperator<Map<String, String>> transform) {
    Map<String, String> asked = new TreeMap<>();
    changes.forEach((id, change) -> {
      if (change.action() != Action.TRANSFORM) {
        return;
      }
      String text = sections.get(id);
      if (id.equals(PromptSections.IDENTITY)) {
        asked.put(
            id, joined(PromptSections.IDENTITY_SECTIONS.stream().map(this::section).toList()));
      } else if (text != null) {
        asked.put(id, text);
      }
    });
    if (asked.isEmpty()) {
      return;
    }
    Map<String, String> given = transform.apply(asked);
    asked.forEach((id, before) -> {
      String after = given.get(id);
      if (after == null || after.equals(before)) {
        return;
      }
      if (id.equals(PromptSections.IDENTITY)) {
        setIdentity(PromptSections.IDENTITY_SECTIONS, after);
      } else {
        sections.put(id, after);
      }
    });
  }

  private String text(String content) {
    List<String> texts = new ArrayList<>();
    sections.forEach((id, text) -> texts.add(id.equals(PromptSections.LAST) ? "" : text));
    texts.add(content);
    texts.addAll(added);
    texts.add(section(PromptSections.LAST));
    return joined(texts);
  }

  private String section(String id) {
    return sections.getOrDefault(id, "");
  }

  private static String changed(String before, Section change) {
    String text = content(change);
    return switch (change.action()) {
      case REPLACE -> text;
      case REMOVE -> "";
      case APPEND -> before.isEmpty() ? text : before + "\n" + text;
      case PREPEND -> before.isEmpty() ? text : text + "\n" + before;
      case PRESERVE, TRANSFORM -> before;
    };
  }

  private static String content(Section section) {
    return section.content() == null ? "" : section.content();
  }

  private static String joined(List<String> texts) {
    return texts.stream().filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
  }
}
