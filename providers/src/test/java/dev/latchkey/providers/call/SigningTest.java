package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallLimits;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant.Form;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import dev.latchkey.providers.net.TinyServer.Asked;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that change, against servers on real sockets. */
class SigningTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private final AtomicInteger issued = new AtomicInteger();
  private String accepted = "";
  private int refusal = 401;
  private Runnable onAnswer = () -> {};
  private final TinyServer server = TinyServer.start(this::answer);
  @TempDir private Path directory;

  private Answer answer(Asked asked) {
    onAnswer.run();
    if (asked.line().contains("/token") || asked.line().contains("/metadata/")) {
      return Answer.json(
          200,
          "{\"access_token\":\"issued-" + issued.incrementAndGet() + "\",\"expires_in\":\"3600\"}");
    }
    String key = asked.headers().values().toString();
    return key.contains(accepted)
        ? Answer.json(200, ANSWER)
        : Answer.json(refusal, "{\"error\":{\"message\":\"no " + key.replace('"', ' ') + "\"}}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Harness harness(String type, Credential credential) {
    return new Harness(
        ProviderConfig.builder(server.url() + "/v1").type(type).credential(credential).build(),
        CallPolicy.DEFAULT);
  }

  private List<String> sent(String header) {
    return server.asked().stream()
        .filter(asked -> asked.line().contains("/v1/"))
        .map(asked -> asked.headers().getOrDefault(header, "none"))
        .toList();
  }

  @DisplayName("A1: one replay with a fresh token after a refusal")
  @Test
  void sendsOnceMoreWithAFreshTokenAfterARefusal() {
    for (int status : List.of(401, 403)) {
      refusal = status;
      accepted = "fresh-2";
      AtomicInteger asked = new AtomicInteger();
      try (Harness harness =
          harness("openai", Credential.callback("p", () -> "fresh-" + asked.incrementAndGet()))) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
        assertThat(harness.retries).as("a replay is no retry").isEmpty();
        assertThat(harness.waits).isEmpty();
      }
    }
    assertThat(sent("authorization"))
        .containsExactly("Bearer fresh-1", "Bearer fresh-2", "Bearer fresh-1", "Bearer fresh-2");
  }

  @Test
  void sendsNoMoreThanTwiceAndShowsNoTokenOfBoth() {
    accepted = "never";
    AtomicInteger asked = new AtomicInteger();
    try (Harness harness =
        harness("openai", Credential.callback("p", () -> "opaque-" + asked.incrementAndGet()))) {
      ModelException failure = harness.failure();

      assertThat(failure).isInstanceOf(ModelException.Authentication.class);
      assertThat(failure.failure().toString()).doesNotContain("opaque-");
      assertThat(failure.failure().nextStep()).contains("was fetched anew");
    }
    assertThat(sent("authorization")).containsExactly("Bearer opaque-1", "Bearer opaque-2");
  }

  @Test
  void doesNotSendAFixedKeyAgain() {
    accepted = "never";
    try (Harness harness = harness("openai", Credential.fixed(Secret.of("fixed"), Form.KEY))) {
      assertThat(harness.failure()).isInstanceOf(ModelException.Authentication.class);
    }
    assertThat(sent("authorization")).containsExactly("Bearer fixed");
  }

  @Test
  void failsAtOnceWhenThereIsNoToken() {
    try (Harness harness = harness("openai", Credential.callback("p", () -> ""))) {
      ModelException failure = harness.failure();

      assertThat(failure.failure().message()).contains("gave an empty token");
      assertThat(failure.failure().nextStep()).contains("Let the callback return");
      assertThat(harness.waits).isEmpty();
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void putsKeysWhereTheTypeWantsThem() throws Exception {
    Path file = directory.resolve("key");
    Files.writeString(file, "filed\n");
    try (Harness harness = harness("azure", Credential.file(file, Form.KEY))) {
      harness.call();
    }
    assertThat(server.asked().getLast().headers()).containsEntry("api-key", "filed");
  }

  @Test
  void letsAHeaderSetByHandWin() {
    ProviderConfig config =
        ProviderConfig.builder(server.url() + "/v1")
            .headers(Map.of("Authorization", "Mine"))
            .credential(Credential.fixed(Secret.of("other"), Form.BEARER))
            .build();
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      harness.call();
    }
    assertThat(sent("authorization")).containsExactly("Mine");
  }

  @Test
  void getsOneOidcTokenForManyCallsAndAnotherWhenItIsRevoked() {
    ClientCredentials.Client client =
        new ClientCredentials.Client("me", Secret.of("s&cret"), "models", null);
    Credential oidc =
        Credential.clientCredentials(URI.create(server.url() + "/oauth/token"), client);
    try (Harness harness = harness("openai", oidc)) {
      harness.call();
      harness.call();
      accepted = "issued-2";
      harness.call();
    }
    assertThat(sent("authorization"))
        .containsExactly(
            "Bearer issued-1", "Bearer issued-1", "Bearer issued-1", "Bearer issued-2");
    assertThat(server.asked().getFirst().line()).startsWith("POST /oauth/token ");
    assertThat(server.asked().getFirst().body())
        .isEqualTo(
            "client_id=me&client_secret=s%26cret&grant_type=client_credentials&scope=models");
  }

  @Test
  void becomesAnyIdentityOfAzure() throws Exception {
    Path assertion = directory.resolve("assertion");
    Files.writeString(assertion, "federated");
    String scope = "https://cognitiveservices.azure.com/.default";

    entra(scope, Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.url()));
    entra(
        scope,
        Map.of("IDENTITY_ENDPOINT", server.url() + "/msi/token", "IDENTITY_HEADER", "proof"));
    entra(
        scope,
        Map.of(
            "AZURE_AUTHORITY_HOST",
            server.url(),
            "AZURE_TENANT_ID",
            "t",
            "AZURE_CLIENT_ID",
            "c",
            "AZURE_FEDERATED_TOKEN_FILE",
            assertion.toString()));

    List<Asked> asked =
        server.asked().stream().filter(one -> !one.line().contains("/v1/")).toList();
    String resource = "resource=https%3A%2F%2Fcognitiveservices.azure.com";
    assertThat(asked.get(0).line())
        .isEqualTo(
            "GET /metadata/identity/oauth2/token?api-version=2018-02-01&" + resource + " HTTP/1.1");
    assertThat(asked.get(0).headers()).containsEntry("metadata", "true");
    assertThat(asked.get(1).line())
        .isEqualTo("GET /msi/token?api-version=2019-08-01&" + resource + " HTTP/1.1");
    assertThat(asked.get(1).headers()).containsEntry("x-identity-header", "proof");
    assertThat(asked.get(2).line()).isEqualTo("POST /t/oauth2/v2.0/token HTTP/1.1");
    assertThat(asked.get(2).body()).contains("client_assertion=federated").contains("client_id=c");
    assertThat(sent("authorization"))
        .containsExactly("Bearer issued-1", "Bearer issued-2", "Bearer issued-3");
  }

  private void entra(String scope, Map<String, String> environment) {
    try (Harness harness = harness("openai", Credential.entra(scope, environment))) {
      harness.call();
    }
  }

  @Test
  void tellsWhyTheIssuerGaveNoToken() {
    try (TinyServer issuer =
        TinyServer.start(_ ->
            Answer.json(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"bad s3cret here\\nmore\"}"))) {
      ClientCredentials.Client client =
          new ClientCredentials.Client("me", Secret.of("s3cret"), null, null);
      Credential oidc = Credential.clientCredentials(URI.create(issuer.url() + "/t"), client);
      try (Harness harness = harness("openai", oidc)) {
        assertThat(harness.failure().failure().message())
            .isEqualTo(
                "The token endpoint at 127.0.0.1 gave no token: HTTP 401, invalid_client: bad ***"
                    + " here");
      }
    }
  }

  @Test
  void usesAReplacedKeyAtTheNextAttempt() {
    accepted = "new";
    refusal = 503;
    ProviderConfig config =
        ProviderConfig.builder(server.url() + "/v1").apiKey(Secret.of("old")).build().replaceable();
    CredentialCache key = Objects.requireNonNull(config.credential());
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      harness.onWait = () -> key.replace(Credential.fixed(Secret.of("new"), Form.BEARER));

      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
    assertThat(sent("authorization")).containsExactly("Bearer old", "Bearer new");
  }

  @Test
  void replacesTheUserOfTheAddressByAKey() {
    accepted = "Basic";
    ProviderConfig config =
        ProviderConfig.builder(server.url().replace("://", "://me:p%40ss@") + "/v1")
            .build()
            .replaceable();
    CredentialCache key = Objects.requireNonNull(config.credential());
    assertThat(key.fixed()).as("nothing to show").isEmpty();
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
      accepted = "new";
      key.replace(Credential.fixed(Secret.of("new"), Form.KEY));
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
    String user = Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
    assertThat(sent("authorization")).containsExactly("Basic " + user, "Bearer new");
  }

  @Test
  void saysHowLongItWaitedForATokenAndWhoseLimitItWas() {
    Credential hanging =
        Credential.callback(
            "p",
            () -> {
              Thread.sleep(Duration.ofHours(1));
              return "late";
            });
    ProviderConfig.Builder config =
        ProviderConfig.builder(server.url() + "/v1").credential(hanging);
    CallLimits own =
        new CallLimits(
            new CallLimits.Timeouts(Duration.ofMillis(120), null, null, null),
            CallLimits.NONE.retries());
    try (Harness harness = new Harness(config.callLimits(own).build(), CallPolicy.DEFAULT)) {
      ModelException failure = harness.failure();

      assertThat(failure.failure().message()).isEqualTo("No key or token came within 0.12 s.");
      assertThat(failure.failure().nextStep()).contains("latchkey.limits.timeouts.credential");
      assertThat(harness.waits).as("no retry").isEmpty();
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void sendsOnceMoreWhenTheKeyWasReplacedWhileTheOldOneWasRefused() {
    ProviderConfig config =
        ProviderConfig.builder(server.url() + "/v1").apiKey(Secret.of("old")).build().replaceable();
    CredentialCache key = Objects.requireNonNull(config.credential());
    accepted = "new";
    onAnswer = () -> key.replace(Credential.fixed(Secret.of("new"), Form.KEY));
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
    assertThat(sent("authorization")).containsExactly("Bearer old", "Bearer new");
  }
}
