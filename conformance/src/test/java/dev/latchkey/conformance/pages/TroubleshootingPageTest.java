package dev.latchkey.conformance.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page about errors says what errors say. */
class TroubleshootingPageTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final Path STEPS =
      Path.of("../providers/src/main/java/dev/latchkey/providers/call/NextSteps.java");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| (.+) \\|$");
  private static final Pattern SENTENCE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int WORTH_CHECKING = 16;

  private static List<ModelException> met;
  private static List<Row> rows;

  /**
   * A row of the page.
   *
   * @param said the error
   * @param step what to do
   */
  private record Row(Pattern said, Pattern step) {
    static Row of(MatchResult row) {
      return new Row(pattern(row.group(1)), pattern(row.group(3)));
    }

    private static Pattern pattern(String text) {
      return Pattern.compile(
          Arrays.stream(text.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
          Pattern.DOTALL);
    }

    boolean tells(ModelException failure) {
      return said.matcher(failure.getMessage()).matches()
          && step.matcher(failure.nextStep()).matches();
    }
  }

  @BeforeAll
  static void meetAll() throws Exception {
    met = Misfortunes.all();
    rows = ROW.matcher(Files.readString(PAGE)).results().map(Row::of).toList();
  }

  @Test
  @DisplayName("D6: every error of the page is really told, with that step")
  void everyRowIsTold() {
    assertThat(rows).hasSizeGreaterThan(40).allMatch(row -> met.stream().anyMatch(row::tells));
  }

  @Test
  void everyErrorIsOnThePage() {
    assertThat(met)
        .filteredOn(failure -> rows.stream().noneMatch(row -> row.tells(failure)))
        .extracting(failure -> failure.getMessage() + " -> " + failure.nextStep())
        .isEmpty();
  }

  /** A step that nothing here leads to would be on no page either. */
  @Test
  void everyStepOfTheCodeIsMet() throws IOException {
    String all = met.stream().map(ModelException::nextStep).collect(Collectors.joining("\n"));
    String code = Files.readString(STEPS).replaceAll("\"\\s*\\+ \"", "");
    assertThat(SENTENCE.matcher(code).results().map(literal -> literal.group(1)))
        .filteredOn(text -> text.length() > WORTH_CHECKING && text.contains(" "))
        .filteredOn(text -> !code.contains("contains(\"" + text + "\")"))
        .filteredOn(text -> !all.contains(text.replace("\\\"", "\"")))
        .isEmpty();
  }
}
