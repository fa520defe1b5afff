package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.net.EgressCounter.Line;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EgressCounterTest {
  private static final Errand LISTING =
      new Errand((String) null, Purpose.MODELS, NetworkOptions.DEFAULT);
  private static final Errand CALL = new Errand("s1", Purpose.MODEL, NetworkOptions.DEFAULT);

  private final EgressCounter counter = new EgressCounter();

  @DisplayName("F2: the gate counts where requests went")
  @Test
  void countsByServerAndPurposeForTheProcessAndForEachSession() {
    counter.count(URI.create("https://a.test/x"), LISTING, 0);
    counter.count(URI.create("https://A.test:443/y?key=1"), CALL, 5).received(3);
    counter.count(URI.create("https://a.test/y"), CALL, 6).received(4);
    counter.count(URI.create("http://a.test"), CALL.forToken(), 1);

    assertThat(counter.lines())
        .containsExactly(
            new Line("a.test:443", Purpose.MODEL, 2, 11, 7),
            new Line("a.test:443", Purpose.MODELS, 1, 0, 0),
            new Line("a.test:80", Purpose.TOKEN, 1, 1, 0));
    assertThat(counter.lines("s1"))
        .containsExactly(
            new Line("a.test:443", Purpose.MODEL, 2, 11, 7),
            new Line("a.test:80", Purpose.TOKEN, 1, 1, 0));
    assertThat(counter.lines("s2")).isEmpty();
  }

  @Test
  void staysSmall() {
    for (int i = 0; i < 2 * EgressCounter.MOST; i++) {
      counter.count(URI.create("http://h" + i + ".test"), LISTING, 0);
      Errand errand = new Errand("s" + i, Purpose.MODEL, NetworkOptions.DEFAULT);
      counter.count(URI.create("http://models.test"), errand, 0);
    }

    assertThat(counter.lines()).hasSize(EgressCounter.MOST + 1);
    assertThat(counter.lines()).extracting(Line::server).contains(EgressCounter.OTHERS);
    assertThat(counter.lines("s0")).isEmpty();
    assertThat(counter.lines("s" + (2 * EgressCounter.MOST - 1))).hasSize(1);
  }
}
