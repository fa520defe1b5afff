package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenMeterTest {
  private static final long TALK = 8_016;

  @Test
  void fourCharactersAreAToken() {
    ToolSpec tool = new ToolSpec("t", "does it", JsonNodeFactory.instance.objectNode());

    assertThat(new TokenMeter().measure("x".repeat(400), TALK, List.of(tool)))
        .isEqualTo(new ContextSize(100, 2_004, 7));
  }

  @Test
  void theProvidersCountCorrectsTheNextEstimate() {
    TokenMeter meter = new TokenMeter();
    long before = meter.measure("", TALK, List.of()).total();
    meter.reported(input(3 * before / 2));
    assertThat(meter.measure("", TALK, List.of()).total()).isEqualTo(3 * before / 2);

    meter.reported(input(1_000_000));
    assertThat(meter.measure("", TALK, List.of()).total()).isEqualTo(5 * before);
  }

  @Test
  void aRefusalSaysThatThePromptIsAtLeastSoLong() {
    TokenMeter meter = new TokenMeter();
    meter.measure("", TALK, List.of());
    meter.exceeded(4_008);
    assertThat(meter.measure("", TALK, List.of()).total()).isEqualTo(4_008);

    meter.exceeded(100);
    assertThat(meter.measure("", TALK, List.of()).total()).isEqualTo(4_008);
    assertThat(meter.chars(4_008)).isEqualTo(TALK);
  }

  @Test
  void smallAndMissingCountsTeachNothing() {
    TokenMeter meter = new TokenMeter();
    ContextSize before = meter.measure("", TALK, List.of());
    meter.reported(Usage.UNKNOWN);
    meter.reported(input(10));
    assertThat(meter.measure("", TALK, List.of())).isEqualTo(before);

    meter.measure("", 18, List.of());
    meter.reported(input(5_000));
    assertThat(meter.measure("", TALK, List.of())).isEqualTo(before);
  }

  private static Usage input(long tokens) {
    return new Usage(tokens, null, null, null, null);
  }
}
