package dev.latchkey.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.config.ProviderFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema: complete, and checked with what it says. */
class ConfigSchemaTest {
  private static final JsonNode SCHEMA = ConfigSchema.tree();

  /** An object that writes down which fields its reader asks for. */
  @SuppressWarnings("unchecked") // the type of deepCopy, as Jackson declares it
  private static final class Asked extends ObjectNode {
    private static final long serialVersionUID = 1L;

    private final transient Set<String> names;

    Asked(Set<String> names) {
      super(JsonNodeFactory.instance);
      this.names = names;
    }

    @Override
    public JsonNode get(String name) {
      names.add(name);
      return super.get(name);
    }

    @Override
    public JsonNode path(String name) {
      names.add(name);
      return super.path(name);
    }

    @Override
    public boolean has(String name) {
      names.add(name);
      return super.has(name);
    }

    @Override
    public boolean hasNonNull(String name) {
      names.add(name);
      return super.hasNonNull(name);
    }
  }

  private static Set<String> properties(String definition) {
    Set<String> names = new TreeSet<>();
    SCHEMA.at("/$defs/" + definition + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static SchemaCheck.@Nullable Mistake check(String json) throws IOException {
    String text = json.replace('\'', '"');
    return SchemaCheck.find(SCHEMA, Json.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hasEveryFieldOfAProviderThatIsRead() {
    Set<String> asked = new TreeSet<>();
    Asked provider = new Asked(asked);
    provider.put("baseUrl", "http://x");
    assertThat(ProviderJson.read(provider).baseUrl()).isEqualTo("http://x");

    assertThat(properties("provider")).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void hasEveryFieldOfTheObjectLatchkeyThatIsRead() {
    Set<String> asked = new TreeSet<>();
    ProviderConfig config =
        ProviderFields.of(Map.of(), Path.of(""))
            .apply(new Asked(asked), ProviderConfig.builder("http://x"))
            .build();
    assertThat(config.baseUrl()).isEqualTo("http://x");

    // a field that is missing here belongs into docs/latchkey.schema.json
    assertThat(properties("latchkey")).containsExactlyInAnyOrderElementsOf(asked);
  }

  @Test
  void hasEveryFieldOfNetworkLimitsAndCredentials() {
    for (String area : List.of("network", "limits", "credential", "compaction")) {
      Set<String> asked = new TreeSet<>();
      ObjectNode inner = new Asked(asked);
      if (area.equals("credential")) {
        inner.put("command", "x");
      }
      ObjectNode latchkey = Json.object();
      latchkey.set(area, inner);
      assertThat(
              ProviderFields.of(Map.of(), Path.of(""))
                  .apply(latchkey, ProviderConfig.builder("http://x")))
          .isNotNull();
      assertThat(properties(area)).as(area).containsExactlyInAnyOrderElementsOf(asked);
    }
  }

  @Test
  void usesOnlyKeywordsThatAreChecked() {
    List<String> unknown = new ArrayList<>();
    keywords(SCHEMA, unknown);
    assertThat(unknown).isEmpty();
  }

  private static void keywords(JsonNode rule, List<String> unknown) {
    Set<String> checked =
        Set.of(
            "$ref",
            "type",
            "properties",
            "additionalProperties",
            "required",
            "items",
            "enum",
            "oneOf",
            "minimum",
            "exclusiveMinimum",
            "pattern",
            "propertyNames");
    for (Map.Entry<String, JsonNode> keyword : rule.properties()) {
      String name = keyword.getKey();
      if (name.equals("properties") || name.equals("$defs")) {
        keyword.getValue().forEach(inner -> keywords(inner, unknown));
      } else if (keyword.getValue().isObject()) {
        keywords(keyword.getValue(), unknown);
      }
      if (!checked.contains(name) && !SchemaCheck.SILENT.contains(name)) {
        unknown.add(name);
      }
    }
  }

  @Test
  void isWhatTheDocumentationPublishes() throws IOException {
    assertThat(Files.readString(Path.of("../docs/latchkey.schema.json")))
        .isEqualTo(ConfigSchema.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'provider':{'baseUrl':'x'}}",
        "{'model':'a/b','providers':{'a':{'baseUrl':'x','latchkey':{'extraBody':{'any':[1]},"
            + "'extraHeaders':{'x':null},'quirks':{'omit':['store'],'textCalls':true}}}}}",
        "{'providers':[{'name':'a','baseUrl':'x'}],'models':[{'id':'m','provider':'a',"
            + "'maxOutputTokens':1,'capabilities':{'supports':{'vision':true}}}]}",
        "{'provider':{'baseUrl':'x','latchkey':{'credential':{'oidc':{'tokenUrl':'u',"
            + "'clientId':'c','clientSecret':'s'}},'limits':{'timeouts':{'turn':0}}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'compaction':{'model':'a/b',"
            + "'backgroundCompactionThreshold':'70%','bufferExhaustionThreshold':20000}}}}"
      })
  void acceptsWhatIsRight(String json) throws IOException {
    assertThat(check(json)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'provders':{}}",
        "{'provider':'x'}",
        "{'providers':5}",
        "{'providers':{'a':5}}",
        "{'providers':[{'baseUrl':'x'}]}",
        "{'models':{'m':{}}}",
        "{'models':[{'provider':'a'}]}",
        "{'provider':{'baseUrl':'x','maxOutputTokens':0}}",
        "{'provider':{'baseUrl':'x','maxOutputTokens':1.5}}",
        "{'provider':{'baseUrl':'x','headers':{'a':1}}}",
        "{'provider':{'baseUrl':'x','azure':{'version':'1'}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'quirks':{'textCall':true}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'credential':{}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'limits':{'retries':{'max':-1}}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'compaction':{'model':5}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'compaction':{'bufferExhaustionThreshold':'9'}}}}",
        "{'provider':{'baseUrl':'x','latchkey':{'extraBody':[]}}}"
      })
  void refusesWhatIsWrong(String json) throws IOException {
    assertThat(check(json)).isNotNull();
  }

  @Test
  void acceptsTheProvidersOfTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/providers.md"));
    ArrayNode blocks = Json.array();
    java.util.regex.Matcher block =
        java.util.regex.Pattern.compile("```json\\n(.*?)```", java.util.regex.Pattern.DOTALL)
            .matcher(page);
    while (block.find()) {
      blocks.add(Json.read(block.group(1).getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(blocks).isNotEmpty();
    for (JsonNode provider : blocks) {
      ObjectNode document = Json.object();
      document.set("provider", provider);
      assertThat(SchemaCheck.find(SCHEMA, document)).as(provider.toString()).isNull();
    }
  }
}
