package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that knows its providers from {@code latchkey.yaml}, over a real socket. */
@Timeout(60)
class FileProvidersTest {
  @TempDir private Path home;
  private final Simulator claude = Simulator.start();
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(home);
    client = server.client();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    claude.close();
  }

  private void write(String text) throws IOException {
    Files.writeString(
        home.resolve("latchkey.yaml"),
        text.replace("GPT", server.model().baseUrl() + "/v1").replace("CLAUDE", claude.baseUrl()));
  }

  private void two() throws IOException {
    write(
        """
        model: gpt/small
        providers:
          gpt: {baseUrl: GPT, apiKey: key-gpt}
          claude: {type: anthropic, baseUrl: CLAUDE, apiKey: key-claude}
        models:
          small: {provider: gpt, wireModel: gpt-small}
        """);
  }

  private void create(String more) throws Exception {
    client.ask("session.create", json("{'sessionId':'s1'" + more + "}"));
  }

  private void talk(Simulator answering) throws Exception {
    answering.enqueue(Reply.text("Hi."));
    client.ask("session.send", json("{'sessionId':'s1','prompt':'x'}"));
    client.await("session.idle");
  }

  private static List<String> models(Simulator asked) {
    return asked.modelCalls().stream().map(FileProvidersTest::model).toList();
  }

  private static String model(RecordedRequest call) {
    return call.model();
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.forEach(model -> ids.add(model.path("id").asText()));
    return ids;
  }

  @Test
  void servesSessionsThatBringNoProvider() throws Exception {
    two();
    create("");
    talk(server.model());
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'claude/sonnet'}"));
    talk(claude);
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'gpt/small'}"));
    talk(server.model());

    assertThat(models(server.model())).containsExactly("gpt-small", "gpt-small");
    assertThat(models(claude)).containsExactly("sonnet");
    assertThat(server.model().modelCalls().getFirst().headers().first("authorization"))
        .contains("Bearer key-gpt");
    assertThat(claude.modelCalls().getFirst().headers().first("x-api-key")).contains("key-claude");
  }

  @Test
  void letsASessionNameAProviderOfTheFile() throws Exception {
    two();
    create(",'model':'claude/opus'");
    talk(claude);
    assertThat(models(claude)).containsExactly("opus");
    assertThatThrownBy(
            () -> client.ask("session.create", json("{'sessionId':'s2','model':'gpt/large'}")))
        .hasMessageContaining("'gpt/large' is not available")
        .hasMessageContaining("gpt/small, claude/<any model it has>");
  }

  @Test
  void listsTheModelsOfTheFile() throws Exception {
    two();
    List<String> ids = ids(client.ask("models.list", "{}").path("models"));
    assertThat(ids).contains("gpt/small").allMatch(id -> id.matches("(gpt|claude)/.+"));
    assertThat(ids).anyMatch(id -> id.startsWith("claude/"));
    create("");
    assertThat(ids(client.ask("session.model.list", json("{'sessionId':'s1'}")).path("list")))
        .containsAll(ids);
  }

  @Test
  void letsASessionAddProvidersAndModels() throws Exception {
    two();
    create("");
    client.ask(
        "session.provider.add",
        json(
            "{'sessionId':'s1','providers':[{'name':'more','baseUrl':'"
                + server.model().baseUrl()
                + "/v1','apiKey':'key-more'}],'models':[{'id':'m','provider':'more'},"
                + "{'id':'large','provider':'gpt'}]}"));
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'more/m'}"));
    talk(server.model());
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'gpt/large'}"));
    talk(server.model());
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'claude/c'}"));
    talk(claude);

    assertThat(models(server.model())).containsExactly("m", "large");
    assertThatThrownBy(() ->
            client.ask(
                "session.provider.add",
                json("{'sessionId':'s1','providers':[{'name':'gpt','baseUrl':'http://x'}]}")))
        .hasMessageContaining("Duplicate BYOK provider name \"gpt\".");
  }

  @Test
  void prefersTheSessionToTheFileAndTheFileToTheEnvironment() throws Exception {
    server.restartWithDefaultProvider();
    client = server.client();
    create("");
    talk(server.model());
    write("model: from-file\nprovider: {type: anthropic, baseUrl: CLAUDE}\n");
    create("");
    talk(claude);
    client.ask("session.create", server.session("s1", ""));
    talk(server.model());

    assertThat(models(server.model())).containsExactly("from-environment", "gpt-test");
    assertThat(models(claude)).containsExactly("from-file");
  }

  @Test
  void sendsBareModelsToTheDefaultProvider() throws Exception {
    write("model: claude/opus\nproviders: {claude: {type: anthropic, baseUrl: CLAUDE}}\n");
    create(",'model':'family/new'");
    talk(claude);
    two();
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'small'}"));
    talk(server.model());
    assertThat(models(claude)).containsExactly("family/new");
    assertThat(models(server.model())).containsExactly("gpt-small");
    // a provider of which models are listed has no others
    assertThatThrownBy(
            () -> client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'new'}")))
        .hasMessageContaining("'new' is not available");
  }

  @Test
  void readsAChangedFileAgainAndARunningSessionFollows() throws Exception {
    two();
    create("");
    talk(server.model());
    write(
        """
        model: gpt/small
        providers: {gpt: {baseUrl: GPT, apiKey: rotated}}
        models: {small: {provider: gpt, wireModel: gpt-smaller}}
        """);
    talk(server.model());

    assertThat(models(server.model())).containsExactly("gpt-small", "gpt-smaller");
    assertThat(server.model().modelCalls().getLast().headers().first("authorization"))
        .contains("Bearer rotated");
    assertThatThrownBy(() ->
            client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'claude/x'}")))
        .hasMessageContaining("not available");
  }

  @Test
  void keepsTheLastGoodFileInForceAndSaysSo() throws Exception {
    two();
    create("");
    write("model: gpt/small\nproviders: {gpt: {baseUrl: GPT, apiKye: key-gpt}}\n");
    talk(server.model());
    assertThat(models(server.model())).containsExactly("gpt-small");
    String problem = client.ask("latchkey.config.show", "{}").path("problem").asText();
    assertThat(problem)
        .contains("latchkey.yaml:2: providers.gpt.apiKye is unknown; did you mean apiKey?");

    two();
    assertThat(client.ask("latchkey.config.show", "{}").path("problem").isNull()).isTrue();
  }

  @Test
  void refusesToGuessWhenNoFileWasEverGood() throws Exception {
    write("providers: [");
    assertThatThrownBy(() -> create("")).hasMessageContaining("latchkey.yaml:1: this is no YAML");
    client.ask("session.create", server.session("s1", ""));
    talk(server.model());
    two();
    create("");
    talk(server.model());
    assertThat(models(server.model())).containsExactly("gpt-test", "gpt-small");
  }

  @Test
  void readsTheFileThatAVariableNames() throws Exception {
    Path named = home.resolve("other.yaml");
    Files.writeString(
        named, "model: named\nprovider: {baseUrl: '" + server.model().baseUrl() + "/v1'}\n");
    server.variable("LATCHKEY_CONFIG", named.toString());
    server.restart();
    client = server.client();
    create("");
    talk(server.model());
    assertThat(models(server.model())).containsExactly("named");
  }

  @DisplayName("A4: --config before LATCHKEY_CONFIG before the files of project and home")
  @Test
  void readsTheFileThatAnOptionNamesAndShowsEveryOption() throws Exception {
    two();
    String other = "provider: {baseUrl: '" + server.model().baseUrl() + "/v1'}\n";
    Path option = Files.writeString(home.resolve("option.yaml"), "model: of-option\n" + other);
    Path variable = Files.writeString(home.resolve("var.yaml"), "model: of-variable\n" + other);
    server.variable("LATCHKEY_CONFIG", variable.toString());
    server.options("--log-level", "none", "--config=" + option, "--auth-token-env", "T");
    server.restart();
    client = server.client();
    create("");
    talk(server.model());

    assertThat(models(server.model())).containsExactly("of-option");
    assertThat(shown())
        .contains(
            "config=" + option + " --config",
            "server.transport=tcp default",
            "server.host=127.0.0.1 default",
            "server.port=any default",
            "server.logLevel=none --log-level",
            "server.untrustedClients=false default",
            "server.authTokenEnv=T --auth-token-env",
            "server.autoLogin=true default",
            "model=of-option " + option + ":1");
    server.options("--log-level", "none", "--port", "0", "--no-auto-login");
    server.restart();
    client = server.client();
    assertThat(shown())
        .contains(
            "config=" + variable + " LATCHKEY_CONFIG",
            "server.port=any --port",
            "server.autoLogin=false --no-auto-login",
            "model=of-variable " + variable + ":1");
  }

  private List<String> shown() throws Exception {
    return entries(client.ask("latchkey.config.show", "{}"));
  }

  private static List<String> entries(JsonNode shown) {
    List<String> values = new ArrayList<>();
    shown
        .path("values")
        .forEach(v ->
            values.add(
                v.path("key").asText()
                    + "="
                    + v.path("value").asText()
                    + " "
                    + v.path("origin").asText()));
    return values;
  }

  @Test
  void showsWhatIsInForceWithoutSecrets() throws Exception {
    server.variable("TOP_SECRET", "sk-very-secret");
    server.restart();
    client = server.client();
    write(
        """
        model: gpt/small
        providers:
          gpt:
            baseUrl: http://user:pw@127.0.0.1/v1?sig=abcdef
            apiKey: ${env:TOP_SECRET}
            headers: {x-any: hidden-header}
            latchkey: {network: {proxy: "http://me:pass@proxy:1"}, extraBody: {a: {b: hidden-body}, n: 5}}
        models: {small: {provider: gpt}}
        """);
    JsonNode shown = client.ask("latchkey.config.show", "{}");

    assertThat(shown.toString())
        .doesNotContain("sk-very-secret", "pw@", "abcdef", "hidden-", "me:pass");
    String file = home.resolve("latchkey.yaml").toString();
    assertThat(entries(shown))
        .contains(
            "model=gpt/small " + file + ":1",
            "providers.gpt.baseUrl=http://***@127.0.0.1/v1?sig=*** " + file + ":4",
            "providers.gpt.apiKey=*** " + file + ":5 (env:TOP_SECRET)",
            "providers.gpt.headers.x-any=*** " + file + ":6",
            "providers.gpt.latchkey.extraBody.n=5 " + file + ":7",
            "providers.gpt.type=openai default",
            "providers.gpt.latchkey.limits.retries.max=5 default",
            "models.gpt/small.provider=gpt " + file + ":8");
  }

  @Test
  void showsStrangersNothingAndKeepsTheirKeysOffSharedProviders() throws Exception {
    two();
    server.distrust();
    server.restart();
    client = server.client();
    assertThatThrownBy(() -> client.ask("latchkey.config.show", "{}"))
        .hasMessageContaining("not for clients");
    create("");
    talk(server.model());
    assertThatThrownBy(() ->
            client.ask("latchkey.credential.replace", json("{'sessionId':'s1','apiKey':'mine'}")))
        .hasMessageContaining("belongs to this server");
  }

  @Test
  void replacesTheKeyOfAProviderOfTheFile() throws Exception {
    two();
    create("");
    client.ask(
        "latchkey.credential.replace",
        json("{'sessionId':'s1','provider':'claude','apiKey':'new-claude'}"));
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'claude/c'}"));
    talk(claude);
    assertThat(claude.modelCalls().getLast().headers().first("x-api-key")).contains("new-claude");
  }
}
