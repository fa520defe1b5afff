package dev.latchkey.providers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.CallLimits;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.Entra;
import dev.latchkey.providers.credential.Grant.Form;
import dev.latchkey.providers.net.AllowedServers;
import dev.latchkey.providers.net.NetworkOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The object {@code latchkey} of a provider: credential, network and limits. */
class ProviderFieldsTest {
  private static final Map<String, String> VARIABLES =
      Map.of("THE_KEY", "k", "COPILOT_PROVIDER_API_KEY", "hidden", "PATH", "/bin");
  private static final Path BASE = Path.of("conf").toAbsolutePath();

  private static JsonNode json(String text) throws JsonProcessingException {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  private static ProviderConfig read(String latchkey) throws JsonProcessingException {
    return ProviderFields.of(VARIABLES, BASE)
        .apply(json(latchkey), ProviderConfig.builder("http://x"))
        .build();
  }

  private static Credential credential(String text) throws JsonProcessingException {
    return ProviderFields.of(VARIABLES, BASE).credential(json(text));
  }

  @Test
  void readsNetworkAndLimits() throws JsonProcessingException {
    ProviderConfig config =
        read(
            "{'network':{'proxy':'direct','caFile':'ca.pem','clientCertFile':'/c.pem',"
                + "'clientKeyFile':'k.pem'},"
                + "'limits':{'timeouts':{'credential':4,'connect':2.5,'firstByte':'PT20M','betweenChunks':30,"
                + "'turn':0},'retries':{'max':2,'backoff':0.5,'backoffCap':'PT5S',"
                + "'retryAfterCap':90}}}");

    assertThat(config)
        .isEqualTo(
            ProviderConfig.builder("http://x")
                .network(
                    new NetworkOptions(
                        "direct",
                        BASE.resolve("ca.pem"),
                        Path.of("/c.pem"),
                        BASE.resolve("k.pem"),
                        AllowedServers.ANY,
                        false,
                        Duration.ofMillis(2500)))
                .callLimits(
                    new CallLimits(
                        new CallLimits.Timeouts(
                            Duration.ofSeconds(4),
                            Duration.ofMinutes(20),
                            Duration.ofSeconds(30),
                            Duration.ZERO),
                        new CallLimits.Retries(
                            2,
                            Duration.ofMillis(500),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(90))))
                .build());
  }

  @Test
  void changesOnlyTheLimitsThatAreSaid() throws JsonProcessingException {
    CallPolicy policy =
        read("{'limits':{'timeouts':{'firstByte':7},'retries':{'max':0}}}")
            .callLimits()
            .over(CallPolicy.DEFAULT);

    assertThat(policy)
        .isEqualTo(
            CallPolicy.DEFAULT.with().firstByte(Duration.ofSeconds(7)).maxRetries(0).build());
    assertThat(read("{}").callLimits().over(CallPolicy.DEFAULT)).isSameAs(CallPolicy.DEFAULT);
  }

  @Test
  void keepsNetworkAndLimitsForEachModel() throws JsonProcessingException {
    ProviderConfig config =
        read("{'network':{'proxy':'http://p:1'},'limits':{'retries':{'max':1}}}");

    ProviderConfig model = config.withModel("gpt-5", "wire", TokenLimits.NONE);

    assertThat(model.network()).isEqualTo(config.network());
    assertThat(model.callLimits()).isEqualTo(config.callLimits());
    assertThat(config.withBaseUrl("http://y").network()).isEqualTo(config.network());
  }

  @Test
  void readsEverySourceOfCredentials() throws JsonProcessingException {
    assertThat(credential("{'env':'THE_KEY'}").toString()).contains("variable THE_KEY");
    assertThat(credential("{'file':'key','form':'token'}"))
        .isEqualTo(Credential.file(BASE.resolve("key"), Form.BEARER));
    assertThat(credential("{'command':'pass show key','timeoutSeconds':5}"))
        .isEqualTo(
            Credential.command(
                "pass show key",
                Map.of("THE_KEY", "k", "PATH", "/bin"),
                Form.KEY,
                Duration.ofSeconds(5)));
    ClientCredentials oidc =
        (ClientCredentials)
            credential(
                "{'oidc':{'tokenUrl':'https://idp/token','clientId':'c','clientSecret':'s',"
                    + "'scope':'sc','audience':'a'}}");
    assertThat(oidc.tokenUrl()).isEqualTo(URI.create("https://idp/token"));
    assertThat(oidc.client())
        .isEqualTo(new ClientCredentials.Client("c", oidc.client().secret(), "sc", "a"));
    assertThat(credential("{'entra':{}}").toString()).contains("VirtualMachine");
    ClientCredentials entra =
        (ClientCredentials)
            credential("{'entra':{'tenantId':'t','clientId':'c','clientSecret':'s','scope':'x'}}");
    assertThat(entra.tokenUrl().getPath()).isEqualTo("/t/oauth2/v2.0/token");
  }

  @Test
  void readsTheCertificateOfAnApplication() throws JsonProcessingException {
    String ids = "'tenantId':'t','clientId':'c'";
    assertThat(credential("{'entra':{" + ids + ",'certificateFile':'app.pem'}}"))
        .isEqualTo(certificate(false));
    String chain = ",'certificateFile':'app.pem','sendCertificateChain':true}}";
    assertThat(credential("{'entra':{" + ids + chain)).isEqualTo(certificate(true));
  }

  private static Credential certificate(boolean withChain) {
    return new Entra.Certificate(
        URI.create("https://login.microsoftonline.com/t/oauth2/v2.0/token"),
        "c",
        Entra.SCOPE,
        new Entra.CertificateFile(
            "latchkey.credential.entra.certificateFile", BASE.resolve("app.pem")),
        withChain);
  }

  @Test
  void prefersWhatIsGivenForEntraToItsVariables() throws JsonProcessingException {
    Map<String, String> application =
        Map.of(
            "AZURE_TENANT_ID",
            "t",
            "AZURE_CLIENT_ID",
            "c",
            "AZURE_CLIENT_SECRET",
            "s",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "/other.pem");
    assertThat(
            ProviderFields.of(application, BASE)
                .credential(json("{'entra':{'certificateFile':'app.pem'}}")))
        .isEqualTo(certificate(false));
    ClientCredentials own =
        (ClientCredentials)
            ProviderFields.of(application, BASE)
                .credential(json("{'entra':{'clientSecret':'own'}}"));
    assertThat(own.client().secret().reveal()).isEqualTo("own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5|latchkey must be an object, not this number
          {'credential':{}}|latchkey.credential must have exactly one of env, file, command, oidc, entra, but has none
          {'credential':{'env':'A','file':'b'}}|but has env and file
          {'credential':{'env':'NOT_SET'}}|environment variable NOT_SET, which is not set
          {'credential':{'env':'THE_KEY','form':'basic'}}|latchkey.credential.form must be "key" or "token"
          {'credential':{'entra':{},'form':'key'}}|entra gives tokens
          {'credential':{'entra':{'certificateFile':'a','clientSecret':'b'}}}|latchkey.credential.entra must have at most one of clientSecret and certificateFile
          {'credential':{'entra':{'certificateFile':'a','tenantId':'t'}}}|latchkey.credential.entra.clientId is missing
          {'credential':{'entra':{'clientSecret':'a'}}}|latchkey.credential.entra.tenantId is missing
          {'credential':{'entra':{'sendCertificateChain':'yes'}}}|latchkey.credential.entra.sendCertificateChain must be true or false, not this text
          {'credential':{'oidc':{'tokenUrl':'nowhere','clientId':'c','clientSecret':'s'}}}|latchkey.credential.oidc.tokenUrl must be a URL
          {'credential':{'oidc':{'tokenUrl':'https://x','clientId':'c'}}}|latchkey.credential.oidc.clientSecret is missing
          {'network':{'proxy':7}}|latchkey.network.proxy must be a string, not this number
          {'limits':{'timeouts':{'turn':'soon'}}}|latchkey.limits.timeouts.turn must be seconds or an ISO 8601 duration such as "PT90S", not this text
          {'limits':{'timeouts':{'connect':0}}}|latchkey.limits.timeouts.connect must be longer than 0
          {'limits':{'timeouts':{'connect':-3}}}|latchkey.limits.timeouts.connect must be seconds
          {'limits':{'retries':{'max':1.5}}}|latchkey.limits.retries.max must be a whole number, 0 or more
          """)
  void namesWhatIsWrong(String latchkey, String problem) {
    ModelException refused =
        catchThrowableOfType(ModelException.InvalidRequest.class, () -> read(latchkey));
    assertThat(refused).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'credential':{'env':'THE_KEY'}}",
        "{'credential':{'file':'/etc/passwd'}}",
        "{'credential':{'command':'id'}}",
        "{'credential':{'entra':{}}}",
        "{'credential':{'entra':{'certificateFile':'/etc/ssl/private/app.pem'}}}",
        "{'credential':{'oidc':{'tokenUrl':'http://10.0.0.1/'}}}",
        "{'network':{'proxy':'http://10.0.0.1:3128'}}",
        "{'network':{'caFile':'/etc/passwd'}}"
      })
  void refusesWhatReachesTheOperatorsThings(String latchkey) {
    ModelException refused =
        catchThrowableOfType(
            ModelException.Permission.class,
            () ->
                ProviderFields.ofStrangers()
                    .apply(json(latchkey), ProviderConfig.builder("http://x")));
    assertThat(refused).hasMessageContaining("is not for clients of this server");
  }

  @Test
  void letsStrangersLimitTheirOwnCalls() throws JsonProcessingException {
    ProviderConfig config =
        ProviderFields.ofStrangers()
            .apply(
                json("{'limits':{'retries':{'max':1}},'extraQuery':{'a':'b'}}"),
                ProviderConfig.builder("http://x"))
            .build();
    assertThat(config.callLimits().retries().max()).isEqualTo(1);
    assertThat(config.extension().extraQuery().path("a").asText()).isEqualTo("b");
  }

  @Test
  void makesStaticKeysReplaceable() {
    ProviderConfig keyed =
        ProviderConfig.builder("http://x").apiKey(Secret.of("k")).build().replaceable();
    ProviderConfig bare = ProviderConfig.builder("http://x").build().replaceable();

    assertThat(Objects.requireNonNull(keyed.credential()).fixed().orElseThrow().secret().reveal())
        .isEqualTo("k");
    assertThat(Objects.requireNonNull(bare.credential()).none()).isTrue();
  }
}
