package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlatYamlTest {
  @Test
  void everyStyleAYamlWriterUses() {
    String text =
        """
        # comment
        plain: some text # not this
        wrapped: first
          second

          third
        single: 'it''s: here'
        double: "a\\"b\\\\ \\u00fc \\x41 \\
          joined"
        literal: |-
          line one
            indented

          line two
        folded: >-
          long text
          goes on

          paragraph
        nothing: null
        empty:
        url: http://x/y
        """;
    assertThat(FlatYaml.read(text))
        .isEqualTo(
            Map.of(
                "plain", "some text",
                "wrapped", "first second\nthird",
                "single", "it's: here",
                "double", "a\"b\\ ü A joined",
                "literal", "line one\n  indented\n\nline two",
                "folded", "long text goes on\nparagraph",
                "url", "http://x/y"));
  }

  @Test
  void anyTextSurvivesTheRoundTrip() {
    String[] pieces = {
      "a", " ", "\n", "'", "\"", "\\", "#", ":", "- ", "ü", "😀", "\t", "1", "\u0007"
    };
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        value.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = "before: 1\nkey: " + FlatYaml.scalar(value.toString()) + "\nafter: 2\n";
      assertThat(FlatYaml.read(text))
          .as("seed " + seed)
          .isEqualTo(Map.of("before", "1", "key", value.toString(), "after", "2"));
    }
  }
}
