package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers learn from failures. */
class DiscretionTest {
  private static final Network GUARDED =
      Network.of(Map.of()).with(EgressGuard.refusing(List.of("127.0.0.1")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200|{\"admin\":\"hunter2\"}|not shown",
        "200|<title>hunter2</title>|not shown",
        "400|{\"detail\":\"hunter2\"}|HTTP 400: the answer is no error of a model API",
        "500|hunter2|HTTP 500: the answer is no error of a model API",
        "400|{\"error\":{\"message\":\"bad voice\"}}|HTTP 400: bad voice",
      })
  void showsOnlyErrorsOfModelApis(int status, String body, String shown) {
    try (TinyServer server = TinyServer.start(_ -> Answer.json(status, body));
        Harness harness =
            new Harness(
                ProviderConfig.builder(server.url() + "/v1").build(),
                CallPolicy.DEFAULT.with().maxRetries(0).build(),
                GUARDED)) {
      assertThat(harness.failure().failure().toString()).contains(shown).doesNotContain("hunter");
    }
  }
}
