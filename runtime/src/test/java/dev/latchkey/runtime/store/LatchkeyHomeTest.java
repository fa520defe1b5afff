package dev.latchkey.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatchkeyHomeTest {
  private static final Path USER = Path.of("/home/me");

  @Test
  void ourVariableWinsThenThePublicOneThenTheUsersHome() {
    Map<String, String> both = Map.of("LATCHKEY_HOME", "/l", "COPILOT_HOME", "/c");
    assertThat(LatchkeyHome.of(both, USER)).isEqualTo(Path.of("/l"));
    assertThat(LatchkeyHome.of(Map.of("LATCHKEY_HOME", " ", "COPILOT_HOME", "/c"), USER))
        .isEqualTo(Path.of("/c"));
    assertThat(LatchkeyHome.of(Map.of(), USER)).isEqualTo(Path.of("/home/me/.latchkey"));
  }
}
