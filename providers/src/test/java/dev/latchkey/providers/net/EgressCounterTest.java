package dev.latchkey.providers.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EgressCounterTest {
  @Test
  void countsByServerAndStaysSmall() {
    EgressCounter counter = new EgressCounter();
    counter.count(URI.create("https://a.test/x"));
    counter.count(URI.create("https://a.test:443/y?key=1"));
    counter.count(URI.create("http://a.test"));

    assertThat(counter.counts()).isEqualTo(Map.of("a.test:443", 2L, "a.test:80", 1L));

    for (int i = 0; i < 2 * EgressCounter.MOST; i++) {
      counter.count(URI.create("http://h" + i + ".test"));
    }
    assertThat(counter.counts()).hasSize(EgressCounter.MOST + 1).containsKey(EgressCounter.OTHERS);
  }
}
