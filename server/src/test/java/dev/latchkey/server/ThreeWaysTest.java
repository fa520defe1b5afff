package dev.latchkey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.server.config.ConfigEnvironment;
import dev.latchkey.server.config.ConfigPlaces;
import dev.latchkey.server.config.ConfigSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session's JSON, {@code latchkey.yaml} and {@code COPILOT_PROVIDER_*} say the same things. A new
 * field needs a row here, or the test for completeness fails.
 */
@DisplayName("A4: three equal ways to configure a provider")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "commands are for a POSIX shell")
class ThreeWaysTest {
  private static final JsonNode SCHEMA = schema();
  private static final String BASE = "http://127.0.0.1:1/v1";
  private static final String PREFIX = "COPILOT_PROVIDER_";
  private static final Map<String, String> VARIABLES =
      Map.of("OWN_KEY", "of-variable", "PATH", "/bin");

  /** Fields with the reason why they have no spelling in the environment. */
  private static final Map<String, String> NOT_IN_THE_ENVIRONMENT =
      Map.of("name", "the environment has one provider, which nobody needs to name");

  @TempDir private static Path directory;

  /**
   * A provider beside its {@code baseUrl}, and the variables of their own that say the same.
   *
   * @param own null where COPILOT_PROVIDER_LATCHKEY is the only way
   */
  record Row(String provider, Map<String, String> own) {
    static Row of(String provider, String... own) {
      Map<String, String> variables = new HashMap<>();
      for (int i = 0; i < own.length; i += 2) {
        variables.put(PREFIX + own[i], own[i + 1]);
      }
      return new Row(provider, variables);
    }

    ObjectNode json() {
      return (ObjectNode) parsed("{" + provider + "}");
    }

    @Override
    public String toString() {
      return provider;
    }
  }

  private static JsonNode schema() {
    try {
      return Json.read(ConfigSchema.text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      String json = text.replace('\'', '"').replace("DIR", String.valueOf(directory));
      return Json.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Stream<Row> rows() {
    return Stream.of(publicFields(), credentials(), networkAndLimits(), extensions())
        .flatMap(UnaryOperator.identity());
  }

  private static Stream<Row> publicFields() {
    String capabilities = "{'supports':{'vision':false},'limits':{'max_output_tokens':7}}";
    return Stream.of(
        Row.of("'type':'anthropic'", "TYPE", "anthropic"),
        Row.of("'baseUrl':'http://127.0.0.1:2'", "BASE_URL", "http://127.0.0.1:2"),
        Row.of("'wireApi':'responses'", "WIRE_API", "responses"),
        Row.of(
            "'wireApi':'responses','transport':'websockets'",
            "WIRE_API",
            "responses",
            "TRANSPORT",
            "websockets"),
        Row.of("'apiKey':'a key'", "API_KEY", "a key"),
        Row.of("'bearerToken':'a-token'", "BEARER_TOKEN", "a-token"),
        Row.of("'azure':{'apiVersion':'2024-10-21'}", "AZURE_API_VERSION", "2024-10-21"),
        Row.of(
            "'headers':{'x-a':'b: c','x-d':'${session.id}'}",
            "HEADERS",
            "x-a: b: c\nx-d: ${session.id}"),
        Row.of("'modelId':'gpt-5'", "MODEL_ID", "gpt-5"),
        Row.of("'wireModel':'wire'", "WIRE_MODEL", "wire"),
        Row.of("'maxPromptTokens':11", "MAX_PROMPT_TOKENS", "11"),
        Row.of("'maxOutputTokens':12", "MAX_OUTPUT_TOKENS", "12"),
        Row.of("'maxContextWindowTokens':13", "MAX_CONTEXT_WINDOW_TOKENS", "13"),
        Row.of(
            "'modelCapabilities':" + capabilities,
            "MODEL_CAPABILITIES",
            capabilities.replace('\'', '"')));
  }

  private static Row credential(String credential, String... own) {
    return Row.of("'latchkey':{'credential':{" + credential + "}}", own);
  }

  private static Stream<Row> credentials() {
    String ids = "'tenantId':'t','clientId':'c'";
    return Stream.of(
        credential("'env':'OWN_KEY'"),
        credential("'env':'OWN_KEY','form':'token'"),
        credential("'file':'DIR/key'", "API_KEY_FILE", "DIR/key"),
        credential("'file':'DIR/key','form':'token'", "BEARER_TOKEN_FILE", "DIR/key"),
        credential("'command':'echo k'", "API_KEY_COMMAND", "echo k"),
        credential("'command':'echo t','form':'token'", "BEARER_TOKEN_COMMAND", "echo t"),
        credential("'command':'sleep 60','timeoutSeconds':0.1"),
        credential(
            "'oidc':{'tokenUrl':'http://t/x','clientId':'c','clientSecret':'s','scope':'o',"
                + "'audience':'a'}",
            "OIDC_TOKEN_URL",
            "http://t/x",
            "OIDC_CLIENT_ID",
            "c",
            "OIDC_CLIENT_SECRET",
            "s",
            "OIDC_SCOPE",
            "o",
            "OIDC_AUDIENCE",
            "a"),
        credential("'entra':{'scope':'https://x/.default'}", "ENTRA_SCOPE", "https://x/.default"),
        credential("'entra':{" + ids + ",'clientSecret':'s'}"),
        credential(
            "'entra':{" + ids + ",'certificateFile':'DIR/app.pem','sendCertificateChain':true}"));
  }

  private static Stream<Row> networkAndLimits() {
    Stream<Row> network =
        Stream.of(
                "proxy PROXY",
                "caFile CA_FILE",
                "clientCertFile CLIENT_CERT_FILE",
                "clientKeyFile CLIENT_KEY_FILE")
            .map(pair -> pair.split(" ", -1))
            .map(pair ->
                Row.of("'latchkey':{'network':{'" + pair[0] + "':'/given'}}", pair[1], "/given"));
    Stream<Row> times =
        Stream.of("credential", "connect", "firstByte", "betweenChunks", "turn")
            .map(field -> Row.of("'latchkey':{'limits':{'timeouts':{'" + field + "':7}}}"));
    Stream<Row> retries =
        Stream.of("max", "backoff", "backoffCap", "retryAfterCap")
            .map(field -> Row.of("'latchkey':{'limits':{'retries':{'" + field + "':7}}}"));
    return Stream.of(network, times, retries).flatMap(UnaryOperator.identity());
  }

  private static Stream<Row> extensions() {
    Stream<Row> named =
        Stream.of(
            Row.of("'latchkey':{'extraBody':{'a':{'b':[1,null]}}}"),
            Row.of("'latchkey':{'extraHeaders':{'x':'y','z':null}}"),
            Row.of("'latchkey':{'extraQuery':{'x':'y','z':null}}"),
            Row.of("'latchkey':{'egress':['a.test:1','10.0.0.0/8']}"),
            Row.of("'latchkey':{'modelAliases':{'sonnet':'m'}}"),
            Row.of("'latchkey':{'askLimits':true}"),
            Row.of(
                "'latchkey':{'compaction':{'model':'a/b','backgroundCompactionThreshold':'70%',"
                    + "'bufferExhaustionThreshold':9000}}"),
            Row.of("'latchkey':{'betas':['a','b']}", "BETAS", "a, b"),
            Row.of("'latchkey':{'cacheTtl':'1h'}", "CACHE_TTL", "1h"),
            Row.of("'latchkey':{'serviceTier':'flex'}", "SERVICE_TIER", "flex"));
    Stream<Row> quirks =
        SCHEMA.at("/$defs/quirks/properties").properties().stream()
            .map(quirk ->
                Row.of(
                    "'latchkey':{'quirks':{'%s':%s}}"
                        .formatted(quirk.getKey(), example(quirk.getValue()))));
    return Stream.concat(named, quirks);
  }

  private static String example(JsonNode schema) {
    if (schema.has("enum")) {
      return "'" + schema.at("/enum/0").asText() + "'";
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> "true";
      case "integer" -> "3";
      default -> "['store']";
    };
  }

  private static Map<String, String> session(ObjectNode provider) {
    ObjectNode params = Json.object();
    params.set("provider", provider);
    ProviderReader reader =
        new ProviderReader(
            Params.of(params),
            name -> {
              throw new AssertionError(name);
            },
            ProviderFields.of(VARIABLES, directory));
    ProviderConfig read = reader.singular();
    assertThat(read).isNotNull();
    return read == null ? Map.of() : Effect.of(read);
  }

  private static Map<String, String> alone(ObjectNode provider) {
    return Effect.of(ProviderJson.read(provider, ProviderFields.of(VARIABLES, directory)));
  }

  /** JSON is YAML, too. */
  private static Map<String, String> file(ObjectNode provider) throws IOException {
    ObjectNode document = Json.object();
    document.set("provider", provider);
    Path file = Files.writeString(directory.resolve("latchkey.yaml"), document.toString());
    ConfigPlaces places = ConfigPlaces.of(file.toString(), VARIABLES, directory);
    return Effect.of(Configuration.read(places, VARIABLES).chosen().orElseThrow().config());
  }

  private static Map<String, String> environment(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.put(PREFIX + "BASE_URL", BASE);
    more.forEach((name, value) -> variables.put(name, value.replace("DIR", directory.toString())));
    return Effect.of(ProviderEnvironment.read(variables).orElseThrow().config());
  }

  private static ObjectNode withAddress(ObjectNode provider) {
    return provider.has("baseUrl") ? provider : provider.put("baseUrl", BASE);
  }

  @BeforeAll
  static void prepare() throws Exception {
    Files.writeString(directory.resolve("key"), "of-file\n");
    RsaCertificate.write(directory.resolve("app.pem"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void yieldTheSameProvider(Row row) throws IOException {
    Map<String, String> wanted = session(withAddress(row.json()));

    assertThat(file(withAddress(row.json()))).as("latchkey.yaml").isEqualTo(wanted);
    assertThat(alone(withAddress(row.json()))).as("ProviderJson").isEqualTo(wanted);
    JsonNode ours = row.json().path("latchkey");
    if (ours.isObject()) {
      assertThat(environment(Map.of(PREFIX + "LATCHKEY", ours.toString())))
          .as("COPILOT_PROVIDER_LATCHKEY")
          .isEqualTo(wanted);
    } else {
      assertThat(row.own()).as("a public field has a variable of its own").isNotEmpty();
    }
    if (!row.own().isEmpty()) {
      assertThat(environment(row.own())).as("own variables").isEqualTo(wanted);
      assertThat(ConfigEnvironment.read(row.own()).values().stream().map(s -> s.variable()))
          .as("config show knows the variables")
          .containsAll(row.own().keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void takeNoticeOfEveryFieldOfARow(Row row) throws IOException {
    Map<String, String> whole = session(withAddress(row.json()));
    for (String leaf : leaves(row.json(), "")) {
      ObjectNode without = row.json();
      without(without, leaf);
      String left;
      try {
        left = session(withAddress(without)).toString();
      } catch (ModelException | IllegalArgumentException needed) {
        left = String.valueOf(needed.getMessage());
      }
      assertThat(left).as("without " + leaf).isNotEqualTo(whole.toString());
    }
  }

  private static void without(ObjectNode holder, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      holder.remove(path);
    } else {
      without((ObjectNode) holder.path(path.substring(0, dot)), path.substring(dot + 1));
    }
  }

  /** Paths of the fields of the schema that {@code object} sets; free objects count as one. */
  private static Set<String> leaves(JsonNode object, String path) {
    Set<String> known = schemaLeaves();
    Set<String> leaves = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      boolean inner = field.getValue().isObject() && !known.contains(at);
      leaves.addAll(inner ? leaves(field.getValue(), at) : Set.of(at));
    }
    return leaves;
  }

  private static Set<String> schemaLeaves() {
    Set<String> leaves = new TreeSet<>();
    schemaLeaves(SCHEMA.at("/$defs/provider"), "", leaves);
    return leaves;
  }

  private static void schemaLeaves(JsonNode schema, String path, Set<String> leaves) {
    JsonNode rule = schema;
    if (schema.has("$ref")) {
      rule = SCHEMA.at(schema.path("$ref").asText().substring(1));
    }
    if (!rule.has("properties")) {
      leaves.add(path);
      return;
    }
    for (Map.Entry<String, JsonNode> field : rule.path("properties").properties()) {
      String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      schemaLeaves(field.getValue(), at, leaves);
    }
  }

  @Test
  void haveARowForEveryFieldOfAProvider() {
    Set<String> shown =
        rows()
            .flatMap(row -> leaves(row.json(), "").stream())
            .collect(Collectors.toCollection(TreeSet::new));
    shown.addAll(NOT_IN_THE_ENVIRONMENT.keySet());
    assertThat(shown).containsExactlyElementsOf(schemaLeaves());
  }

  @Test
  void documentEveryVariable() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    List<String> missing = new ArrayList<>();
    rows()
        .flatMap(row -> row.own().keySet().stream())
        .map(name -> name.substring(PREFIX.length()))
        .filter(name -> !page.contains("`" + name + "`") && !name.startsWith("OIDC_"))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }
}
