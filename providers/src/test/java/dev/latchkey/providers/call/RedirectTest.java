package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import dev.latchkey.providers.net.TinyServer.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which redirects are followed, with what, and what is said of the others. */
class RedirectTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private static Harness harness(TinyServer server) {
    return new Harness(
        ProviderConfig.builder(server.url() + "/v1").apiKey(Secret.of("my-key")).build(),
        CallPolicy.DEFAULT);
  }

  private static TinyServer redirecting(int status, String target) {
    return TinyServer.start(asked ->
        asked.line().contains(" /moved ")
            ? Answer.json(200, ANSWER)
            : new Answer(status, "Location: " + target, ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void followsToTheSameServerWithTheWholeRequest(int status) {
    try (TinyServer server = redirecting(status, "/moved");
        Harness harness = harness(server)) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");

      Asked first = server.asked().getFirst();
      Asked second = server.asked().getLast();
      assertThat(second.line()).isEqualTo("POST /moved HTTP/1.1");
      assertThat(second.body()).isEqualTo(first.body()).contains("\"model\"");
      assertThat(second.headers()).containsEntry("authorization", "Bearer my-key");
      assertThat(harness.retries).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void doesNotTurnACallIntoAGet(int status) {
    try (TinyServer server = redirecting(status, "/moved?token=s3cret");
        Harness harness = harness(server)) {
      ModelException failure = harness.failure();

      assertThat(failure.failure().message())
          .isEqualTo(
              "HTTP "
                  + status
                  + ": the provider redirects to "
                  + server.url()
                  + "/moved?token=***.");
      assertThat(failure.nextStep()).isEqualTo("Set baseUrl to the address it redirects to.");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void takesNoKeyToAnotherServer(int status) {
    try (TinyServer other = TinyServer.start(_ -> Answer.json(200, ANSWER));
        TinyServer server = redirecting(status, other.url() + "/moved");
        Harness harness = harness(server)) {
      assertThat(harness.failure().failure().message()).contains("redirects to " + other.url());
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void takesNoKeyToAnotherSchemeOrName() {
    for (String target : List.of("https://127.0.0.1:%d/moved", "http://localhost:%d/moved")) {
      int[] port = new int[1];
      try (TinyServer server =
              TinyServer.start(_ -> new Answer(307, "Location: " + target.formatted(port[0]), ""));
          Harness harness = harness(server)) {
        port[0] = server.port();
        assertThat(harness.failure().failure().message()).contains("the provider redirects to ");
        assertThat(server.asked()).hasSize(1);
      }
    }
  }

  @Test
  void endsWhereRedirectsLeadInACircle() {
    try (TinyServer server = redirecting(307, "/v1/chat/completions");
        Harness harness = harness(server)) {
      assertThat(harness.failure().failure().message()).startsWith("HTTP 307: the provider");
      assertThat(server.asked()).hasSize(6);
    }
  }

  @Test
  void saysSoWhenTheTargetIsMissing() {
    try (TinyServer server = TinyServer.start(_ -> new Answer(307, "X-No: location", ""));
        Harness harness = harness(server)) {
      assertThat(harness.failure().failure().message()).endsWith("redirects without saying where.");
    }
  }
}
