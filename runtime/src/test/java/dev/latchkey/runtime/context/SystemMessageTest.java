package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.SystemPrompt.Action;
import dev.latchkey.runtime.SystemPrompt.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemMessageTest {
  private static final PromptFacts FACTS =
      new PromptFacts("/w", "/git", "Linux", true, List.of("be kind\n"));

  @Test
  void theDefaultNamesTheSurroundingsAndNothingThatChanges() {
    String text = SystemMessage.of(SystemPrompt.DEFAULT, FACTS);

    assertThat(text)
        .contains(
            """
            <environment_context>
            Current working directory: /w
            Git repository root: /git
            Operating system: Linux
            </environment_context>

            <custom_instruction>
            be kind
            </custom_instruction>\
            """)
        .isEqualTo(SystemMessage.of(SystemPrompt.DEFAULT, FACTS))
        .hasSizeLessThan(2_500)
        .doesNotContain("\n\n\n");
  }

  @Test
  void appendedTextComesBeforeTheLastSection() {
    assertThat(SystemMessage.of(new SystemPrompt.Append("MINE"), FACTS)).endsWith("\n\nMINE");
    assertThat(
            customized("MINE", Map.of("last_instructions", new Section(Action.REPLACE, "THE END"))))
        .endsWith("\n\nMINE\n\nTHE END");
  }

  @Test
  void aReplacedMessageIsExactlyTheText() {
    assertThat(SystemMessage.of(new SystemPrompt.Replace(" mine\n"), FACTS)).isEqualTo(" mine\n");
    assertThat(SystemMessage.of(new SystemPrompt.Replace(""), FACTS)).isEmpty();
  }

  @Test
  void sectionsCanBeReplacedRemovedExtendedAndKept() {
    String text =
        customized(
            "",
            Map.of(
                "preamble", new Section(Action.REPLACE, "P"),
                "tone", new Section(Action.REMOVE, null),
                "guidelines", new Section(Action.APPEND, "after"),
                "safety", new Section(Action.PREPEND, "before"),
                "code_change_rules", new Section(Action.PRESERVE, null)));
    Map<String, String> sections = PromptSections.of(FACTS);

    assertThat(text)
        .startsWith("P\n\n" + sections.get("tool_efficiency"))
        .contains(sections.get("guidelines") + "\nafter")
        .contains("before\n" + sections.get("safety"))
        .contains(sections.get("code_change_rules"))
        .doesNotContain(sections.get("tone"));
  }

  @Test
  void theIdentityGroupLeavesWhatIsPreserved() {
    Map<String, String> sections = PromptSections.of(FACTS);
    String text =
        customized(
            "",
            Map.of(
                "identity", new Section(Action.REMOVE, null),
                "tone", new Section(Action.PRESERVE, null)));

    assertThat(text).startsWith(sections.get("tone") + "\n\n" + sections.get("code_change_rules"));
    assertThat(customized("", Map.of("identity", new Section(Action.REPLACE, "ME"))))
        .startsWith("ME\n\n" + sections.get("code_change_rules"));
  }

  @Test
  void unknownSectionsAreAddedInAStableOrder() {
    Map<String, Section> unknown = new HashMap<>();
    for (String id : List.of("zebra", "apple", "mango")) {
      unknown.put(id, new Section(Action.APPEND, id + " text"));
    }
    unknown.put("gone", new Section(Action.REMOVE, null));

    assertThat(customized("MINE", unknown))
        .endsWith("\n\nMINE\n\napple text\n\nmango text\n\nzebra text");
  }

  @Test
  void removingEverySectionLeavesNothing() {
    Map<String, Section> all = new HashMap<>();
    PromptSections.of(FACTS).keySet().forEach(id -> all.put(id, new Section(Action.REMOVE, null)));

    assertThat(customized("", all)).isEmpty();
  }

  @Test
  void markedSectionsAreTransformedInOneCall() {
    List<Map<String, String>> calls = new ArrayList<>();
    String text =
        SystemMessage.of(
            new SystemPrompt.Customize(
                Map.of(
                    "identity", new Section(Action.TRANSFORM, null),
                    "safety", new Section(Action.TRANSFORM, null),
                    "unknown", new Section(Action.TRANSFORM, null)),
                "",
                asked -> {
                  calls.add(Map.copyOf(asked));
                  return Map.of("identity", "ME", "stray", "x");
                }),
            FACTS);
    Map<String, String> sections = PromptSections.of(FACTS);

    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst()).containsOnlyKeys("identity", "safety");
    assertThat(text)
        .startsWith("ME\n\n" + sections.get("code_change_rules"))
        .contains(sections.get("safety"));
  }

  private static String customized(String content, Map<String, Section> sections) {
    return SystemMessage.of(new SystemPrompt.Customize(sections, content), FACTS);
  }
}
