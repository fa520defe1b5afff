package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.ErrorClasses;
import dev.latchkey.providers.wire.ReportedError;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The troubleshooting section of the BYOK page, and what else goes wrong often. */
class NextStepsTest {
  private static Trouble trouble(ProviderConfig.Builder config) {
    Endpoint endpoint = Endpoint.of(config.build());
    return new Trouble(endpoint, endpoint.call("m"), "m", 1);
  }

  private static ModelException answered(ProviderConfig.Builder config, int status, String body) {
    return trouble(config).located(ErrorClasses.of(ReportedError.ofBody(body), status, null));
  }

  private static ProviderConfig.Builder at(String baseUrl) {
    return ProviderConfig.builder(baseUrl);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://localhost:11434/v1|ollama serve
          http://localhost:1234/v1|lms server start
          http://localhost:5273/v1|foundry service status
          https://api.example.com/v1|firewall
          """)
  void saysWhatToRunWhenNothingListens(String baseUrl, String step) {
    Trouble trouble = trouble(at(baseUrl));
    ModelException refused = trouble.located(trouble.broken(new ConnectException(), null, false));
    assertThat(refused).hasMessageContaining("Connection refused");
    assertThat(refused.nextStep()).contains(step);
  }

  @Test
  void advisesOnKeysThatMayBeReplacedAsOnOthers() {
    ProviderConfig.Builder keyed =
        at("https://api.example.com/v1").apiKey(Secret.of("k")).build().replaceable().with();
    ProviderConfig.Builder bare = at("https://api.example.com/v1").build().replaceable().with();

    assertThat(answered(keyed, 401, "no").nextStep()).contains("Check that apiKey is complete");
    assertThat(answered(bare, 401, "no").nextStep()).contains("none is configured");
  }

  @Test
  void advisesOnErrorsInsideAReplyAsOnAnswers() {
    Trouble trouble = trouble(at("https://api.example.com/v1").apiKey(Secret.of("k")));
    ReportedError said =
        ReportedError.ofBody(
            "{\"error\":{\"message\":\"Bad key\",\"type\":\"authentication_error\"}}");
    ModelException inside = trouble.located(ErrorClasses.of(said, null, null));

    assertThat(inside.failure().explained())
        .isEqualTo(
            "Bad key. Check that apiKey is complete, not expired, and belongs to api.example.com.");
  }

  @ParameterizedTest
  @CsvSource({
    "No such thing, Look., No such thing. Look.",
    "It broke., Look., It broke. Look.",
    "Really?, Look., Really? Look.",
    "It broke., '', It broke.",
    "It broke. Look., Look., It broke. Look."
  })
  void readsAsSentencesWhateverTheProviderWrote(String message, String step, String whole) {
    assertThat(CallFailure.of(message, step).explained()).isEqualTo(whole);
  }

  @Test
  void tellsNamesCertificatesAndRestApart() {
    Trouble trouble = trouble(at("https://api.example.com/v1"));
    ModelException name =
        trouble.located(trouble.broken(new UnknownHostException("x"), null, false));
    assertThat(name).hasMessage("The host name api.example.com is unknown.");
    assertThat(name.nextStep()).contains("baseUrl");
    ModelException secure =
        trouble.located(
            trouble.broken(new SSLHandshakeException("certificate_unknown"), null, false));
    assertThat(secure.retryable()).isFalse();
    assertThat(secure.nextStep()).contains("certificate");
    ModelException encrypted =
        trouble.located(
            trouble.broken(new IOException("parsing HTTP/1.1 status line"), null, false));
    assertThat(encrypted.nextStep()).contains("https://");
  }

  @DisplayName("C3, D6: the one thing to change, the flag of vLLM too")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://localhost:11434/v1|404|{"error":{"message":"model \\"m\\" not found, try pulling it first"}}|ollama pull m
          https://api.example.com/v1|404|{"error":{"code":"model_not_found","message":"no"}}|latchkey models
          https://api.example.com|404||ends in /v1
          http://localhost:8000/v1|400|{"message":"\\"auto\\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set"}|--enable-auto-tool-choice
          http://localhost:11434/v1|400|{"error":{"message":"m does not support tools"}}|can call tools
          https://api.example.com/v1|401||Set apiKey
          https://api.example.com/v1|403||role
          https://api.example.com/v1|429|{"error":{"code":"insufficient_quota","message":"x"}}|does not help
          https://api.example.com/v1|400|{"error":{"message":"maximum context length is 9"}}|compact
          https://api.example.com/v1|400|{"error":{"message":"This model is only supported in v1/responses"}}|words
          """)
  void saysWhatToChange(String baseUrl, int status, String body, String step) {
    assertThat(answered(at(baseUrl), status, body == null ? "" : body).nextStep()).contains(step);
  }

  @Test
  void asksForTheDeploymentsNameOnAzure() {
    ProviderConfig.Builder azure = at("https://r.openai.azure.com").type("azure");
    String body =
        "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this"
            + " resource does not exist.\"}}";
    assertThat(answered(azure, 404, body).nextStep()).contains("deployment \"m\"");
  }

  @Test
  void asksForTheWholeTokenOrKey() {
    ProviderConfig.Builder config = at("https://api.example.com/v1").apiKey(Secret.of("k123456"));
    assertThat(answered(config, 401, "").nextStep()).contains("apiKey");
    assertThat(answered(config.bearerToken(Secret.of("t123456")), 401, "").nextStep())
        .contains("whole token");
  }

  @Test
  void requiresAModel() {
    try (Harness harness = new Harness("https://api.example.com/v1", CallPolicy.DEFAULT)) {
      ModelRequest none = ModelRequest.builder(" ").build();
      ModelException refused =
          catchThrowableOfType(
              ModelException.InvalidRequest.class,
              () -> harness.provider().stream(none, RetryListener.NONE));
      assertThat(refused.nextStep()).contains("required");
    }
  }

  @Test
  void keepsEverythingThatIsKnownAndNoSecret() {
    try (Simulator sim = Simulator.start();
        Harness harness =
            new Harness(
                at(sim.baseUrl() + "/v1?code=hidden9").apiKey(Secret.of("topsecret")).build(),
                CallPolicy.DEFAULT)) {
      sim.enqueue(Reply.http(400, "application/json", "{\"detail\":\"bad topsecret\"}"));
      ModelException failure = harness.failure();
      assertThat(failure.failure())
          .isEqualTo(
              new CallFailure(
                  "HTTP 400: bad ***",
                  failure.nextStep(),
                  sim.baseUrl() + "/v1/chat/completions?code=***",
                  400,
                  null,
                  "req_1",
                  "{\"detail\":\"bad ***\"}",
                  1));
    }
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "308"})
  void followsNoRedirectToAnotherServer(int status) {
    try (Simulator sim = Simulator.start();
        Harness harness = new Harness(sim.baseUrl() + "/v1", CallPolicy.DEFAULT)) {
      sim.enqueue(
          Reply.http(status, "text/plain", "").header("location", "http://127.0.0.1:1/v1?key=abc"));
      ModelException failure = harness.failure();
      assertThat(failure).hasMessageContaining("http://127.0.0.1:1/v1?key=***");
      assertThat(failure.nextStep()).contains("baseUrl");
      assertThat(sim.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void followsARedirectThatKeepsTheRequestOnTheSameServer() {
    try (Simulator sim = Simulator.start();
        Harness harness = new Harness(sim.baseUrl() + "/v1", CallPolicy.DEFAULT)) {
      sim.enqueue(
          Reply.http(308, "text/plain", "").header("location", "/v2/chat/completions"),
          Reply.text("ok"));
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      assertThat(URI.create(sim.lastRequest().path())).hasToString("/v2/chat/completions");
      assertThat(sim.lastRequest().method()).isEqualTo("POST");
    }
  }
}
