package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.providers.credential.AzureIdentity;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.Entra;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.TestCertificate;
import dev.latchkey.providers.net.TinyServer;
import dev.latchkey.providers.net.TinyServer.Answer;
import dev.latchkey.providers.net.TinyServer.Asked;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of Entra ID for applications with certificates, and for Azure without any key. */
class EntraTest {
  private static final Base64.Decoder URL = Base64.getUrlDecoder();
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";

  @TempDir private Path directory;
  private final TinyServer server = TinyServer.start(EntraTest::answer);

  private static Answer answer(Asked asked) {
    if (asked.line().contains("/token")) {
      return Answer.json(200, "{\"access_token\":\"issued\",\"expires_in\":3600}");
    }
    return asked.headers().containsKey("authorization") || asked.headers().containsKey("api-key")
        ? Answer.json(200, ANSWER)
        : Answer.json(401, "{\"error\":{\"message\":\"who are you\"}}");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Map<String, String> application(Path certificate) {
    return Map.of(
        "AZURE_AUTHORITY_HOST",
        server.url(),
        "AZURE_TENANT_ID",
        "t",
        "AZURE_CLIENT_ID",
        "app",
        "AZURE_CLIENT_CERTIFICATE_PATH",
        certificate.toString());
  }

  private Path pem(TestCertificate certificate) throws Exception {
    return Files.writeString(
        directory.resolve("app.pem"),
        Files.readString(certificate.key()) + Files.readString(certificate.certificate()));
  }

  private static Map<String, String> form(Asked asked) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : asked.body().split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static JsonNode part(String jwt, int index) throws Exception {
    return new JsonMapper().readTree(URL.decode(jwt.split("\\.", -1)[index]));
  }

  private static boolean signed(String jwt, X509Certificate by) throws GeneralSecurityException {
    int dot = jwt.lastIndexOf('.');
    Signature check = Signature.getInstance("RSASSA-PSS");
    check.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    check.initVerify(by.getPublicKey());
    check.update(jwt.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
    return check.verify(URL.decode(jwt.substring(dot + 1)));
  }

  @Test
  void provesThatItHasTheKeyOfItsCertificate() throws Exception {
    TestCertificate made =
        TestCertificate.create(directory, "app", "RSA", Instant.now().minusSeconds(60));
    X509Certificate certificate = (X509Certificate) made.store().getCertificate("k");
    Map<String, String> environment = new TreeMap<>(application(pem(made)));
    for (boolean chain : new boolean[] {false, true}) {
      environment.put("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", String.valueOf(chain));
      ProviderConfig config =
          ProviderConfig.builder(server.url() + "/v1")
              .credential(Credential.entra(Entra.SCOPE, environment))
              .build();
      try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
        assertThat(Harness.text(harness.call())).isEqualTo("ok");
      }
      Asked token = server.asked().get(server.asked().size() - 2);
      assertThat(token.line()).startsWith("POST /t/oauth2/v2.0/token ");
      String jwt = form(token).getOrDefault("client_assertion", "");
      assertThat(form(token))
          .containsEntry("grant_type", "client_credentials")
          .containsEntry("client_id", "app")
          .containsEntry("scope", Entra.SCOPE)
          .containsEntry(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      assertThat(signed(jwt, certificate)).isTrue();
      byte[] print = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      assertThat(URL.decode(part(jwt, 0).path("x5t#S256").asText())).isEqualTo(print);
      assertThat(part(jwt, 0).path("alg").asText()).isEqualTo("PS256");
      assertThat(part(jwt, 0).path("x5c").size()).isEqualTo(chain ? 1 : 0);
      JsonNode claims = part(jwt, 1);
      assertThat(claims.path("aud").asText()).isEqualTo(server.url() + "/t/oauth2/v2.0/token");
      assertThat(List.of(claims.path("iss").asText(), claims.path("sub").asText()))
          .containsOnly("app");
      assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isEqualTo(600);
      assertThat(server.asked().getLast().headers())
          .containsEntry("authorization", "Bearer issued");
    }
  }

  @Test
  void takesTheCertificateFromTheConfiguration() throws Exception {
    TestCertificate made =
        TestCertificate.create(directory, "app", "RSA", Instant.now().minusSeconds(60));
    pem(made);
    String entra =
        "{\"credential\":{\"entra\":{\"tenantId\":\"t\",\"clientId\":\"app\","
            + "\"certificateFile\":\"app.pem\",\"sendCertificateChain\":true}}}";
    ProviderConfig config =
        ProviderFields.of(Map.of("AZURE_AUTHORITY_HOST", server.url()), directory)
            .apply(new JsonMapper().readTree(entra), ProviderConfig.builder(server.url() + "/v1"))
            .build();
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      assertThat(Harness.text(harness.call())).isEqualTo("ok");
    }
    String jwt = form(server.asked().getFirst()).getOrDefault("client_assertion", "");
    assertThat(signed(jwt, (X509Certificate) made.store().getCertificate("k"))).isTrue();
    assertThat(part(jwt, 0).path("x5c").size()).isEqualTo(1);
  }

  @Test
  void saysWhatIsWrongWithTheCertificate() throws Exception {
    Path missing = directory.resolve("missing.pem");
    assertThat(failure(application(missing)))
        .contains("AZURE_CLIENT_CERTIFICATE_PATH: the file " + missing + " cannot be read");
    TestCertificate curve = TestCertificate.create(directory, "curve");
    assertThat(failure(application(curve.certificate()))).contains("holds no unencrypted PKCS #8");
    assertThat(failure(application(pem(curve)))).contains("Entra ID takes RSA keys");
    assertThat(server.asked()).isEmpty();
  }

  private String failure(Map<String, String> environment) {
    ProviderConfig config =
        ProviderConfig.builder(server.url() + "/v1")
            .credential(Credential.entra(Entra.SCOPE, environment))
            .build();
    try (Harness harness = new Harness(config, CallPolicy.DEFAULT)) {
      String message = harness.failure().failure().message();
      assertThat(harness.waits).isEmpty();
      return message;
    }
  }

  private static String outcome(Providers providers, ProviderConfig config) {
    try (ModelStream stream =
        providers.connect(config).stream(Harness.request(), RetryListener.NONE)) {
      return Harness.text(Harness.drain(stream));
    } catch (ModelException failure) {
      return failure.failure().message() + " " + failure.nextStep();
    }
  }

  @Test
  void givesAzureWithoutAKeyTheIdentityOfTheEnvironment() {
    Map<String, String> secret =
        Map.of(
            "AZURE_AUTHORITY_HOST", server.url(),
            "AZURE_TENANT_ID", "t",
            "AZURE_CLIENT_ID", "app",
            "AZURE_CLIENT_SECRET", "s3cret");
    ProviderConfig keyless = ProviderConfig.builder(server.url()).type("azure").build();
    ProviderConfig keyed =
        ProviderConfig.builder(server.url()).type("azure").apiKey(Secret.of("mine")).build();
    ProviderConfig elsewhere = ProviderConfig.builder(server.url() + "/v1").build();
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, secret)) {
      assertThat(outcome(providers, keyless)).isEqualTo("ok");
      assertThat(outcome(providers, keyless)).isEqualTo("ok");
      assertThat(outcome(providers, keyless.replaceable())).isEqualTo("ok");
      assertThat(outcome(providers, keyed)).isEqualTo("ok");
      assertThat(outcome(providers, elsewhere)).contains("who are you");
    }
    assertThat(server.asked().stream().filter(asked -> asked.line().contains("/token")))
        .as("one token for all")
        .hasSize(1);
    assertThat(server.asked().stream().map(asked -> asked.headers().getOrDefault("api-key", "")))
        .containsOnlyOnce("mine");
  }

  @Test
  void replacesTheIdentityOfAzureByAKeyAndOnlyThere() {
    Map<String, String> machine = Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.url());
    ProviderConfig.Builder azure = ProviderConfig.builder(server.url()).type("azure");
    ProviderConfig one = azure.build().replaceable();
    ProviderConfig other = azure.build().replaceable();
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, machine);
        ModelProvider live = providers.connect(one)) {
      try (ModelStream stream = live.stream(Harness.request(), RetryListener.NONE)) {
        assertThat(Harness.text(Harness.drain(stream))).isEqualTo("ok");
      }
      Objects.requireNonNull(one.credential())
          .replace(Credential.fixed(Secret.of("mine"), Grant.Form.KEY));
      try (ModelStream stream = live.stream(Harness.request(), RetryListener.NONE)) {
        assertThat(Harness.text(Harness.drain(stream))).isEqualTo("ok");
      }
      assertThat(outcome(providers, other)).isEqualTo("ok");
    }
    assertThat(
            server.asked().stream()
                .filter(asked -> asked.line().startsWith("POST"))
                .map(asked ->
                    asked.headers().getOrDefault("api-key", "")
                        + asked.headers().getOrDefault("authorization", "")))
        .containsExactly("Bearer issued", "mine", "Bearer issued");
  }

  @Test
  void asksOnceAndSaysWhatToSetWhenThereIsNoIdentity() {
    ProviderConfig keyless = ProviderConfig.builder(server.url()).type("azure").build();
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, Map.of())) {
      assertThat(outcome(providers, keyless))
          .contains("who are you")
          .contains("AZURE_CLIENT_CERTIFICATE_PATH");
    }
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void givesTheIdentityToNoStranger() {
    Map<String, String> environment = Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.url());
    Network guarded = Network.of(Map.of()).with(EgressGuard.refusing(List.of("127.0.0.1")));
    ProviderConfig keyless = ProviderConfig.builder(server.url()).type("azure").build();
    try (Providers providers =
        Providers.open(CallPolicy.DEFAULT, guarded).as(AzureIdentity.of(environment))) {
      assertThat(outcome(providers, keyless)).contains("who are you");
    }
    assertThat(server.asked()).hasSize(1);
  }
}
