package dev.latchkey.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionSettingsTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static CompactionSettings read(String compaction) {
    return Extension.read(json("{'compaction':" + compaction + "}")).compaction();
  }

  @Test
  void readsWhatIsSaid() {
    assertThat(read("null")).isEqualTo(CompactionSettings.NONE);
    assertThat(
            read(
                "{'model':' a/b ','backgroundCompactionThreshold':'62.5%',"
                    + "'bufferExhaustionThreshold':20000}"))
        .isEqualTo(
            new CompactionSettings("a/b", new Threshold(0.625, 0), new Threshold(0, 20_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                        | latchkey.compaction must be an object
          {'model':''}                              | latchkey.compaction.model must name a model
          {'backgroundCompactionThreshold':'much'}  | share such as 0.8 or "80%", or a number of tokens, not "much"
          {'backgroundCompactionThreshold':'120%'}  | latchkey.compaction.backgroundCompactionThreshold
          {'bufferExhaustionThreshold':0}           | latchkey.compaction.bufferExhaustionThreshold
          {'bufferExhaustionThreshold':1.5}         | latchkey.compaction.bufferExhaustionThreshold
          """)
  void saysWhatIsWrong(String compaction, String words) {
    assertThatThrownBy(() -> read(compaction))
        .isInstanceOf(ModelException.InvalidRequest.class)
        .hasMessageContaining(words);
  }

  @Test
  void countsInTokensOfTheWindow() {
    assertThat(new Threshold(0.8, 0).of(128_000)).isEqualTo(102_400);
    assertThat(new Threshold(0, 20_000).of(128_000)).isEqualTo(20_000);
    assertThat(new Threshold(0, 20_000).of(8_000)).isEqualTo(8_000);
    assertThatThrownBy(() -> new Threshold(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
