package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How the schema of an answer reaches servers that have a field for it, and those that have none.
 */
class StructuredOutputTest {
  private static final ObjectNode SCHEMA =
      object("{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}");
  private static final ResponseFormat FORMAT =
      new ResponseFormat("place", SCHEMA, "where it is", null);
  private static final ToolSpec LOOK =
      new ToolSpec("look", "Looks.", object("{'type':'object','properties':{}}"));

  private Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private final List<CallNotice> notices = new ArrayList<>();

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) Objects.requireNonNull(WireJson.tree(text.replace('\'', '"')), text);
  }

  private JsonNode sent(String wire, String model, String quirks, ToolSpec... tools) {
    String type = wire.equals("messages") ? "anthropic" : "openai";
    ObjectNode config =
        object(
            "{'type':'%s','wireApi':'%s','baseUrl':'%s/v1','latchkey':{'quirks':{%s}}}"
                .formatted(
                    type, type.equals("openai") ? wire : "completions", sim.baseUrl(), quirks));
    ModelRequest request =
        ModelRequest.builder(model)
            .system("Be brief.")
            .messages(List.of(Message.user("Where?")))
            .tools(List.of(tools))
            .responseFormat(FORMAT)
            .build();
    try (ModelStream stream = providers.connect(ProviderJson.read(config)).stream(request, ear())) {
      Harness.drain(stream);
    }
    assertThat(sim.violations()).hasSize(sim.modelCalls().size() - 1);
    return sim.lastRequest().body();
  }

  private RetryListener ear() {
    return new RetryListener() {
      @Override
      public void retrying(ModelException cause, int attempt, Duration wait) {
        throw new AssertionError(cause);
      }

      @Override
      public void noticed(CallNotice notice) {
        notices.add(notice);
      }
    };
  }

  @DisplayName("C6: the schema goes where the wire has a place for it")
  @ParameterizedTest
  @CsvSource({
    "completions, gpt-5, /response_format/json_schema/schema",
    "responses, gpt-5, /text/format/schema",
    "messages, claude-sonnet-4-5, /output_config/format/schema"
  })
  void goesIntoTheFieldOfTheWire(String wire, String model, String field) {
    JsonNode body = sent(wire, model, "");
    assertThat(body.at(field)).isEqualTo(SCHEMA.deepCopy().put("additionalProperties", false));
    assertThat(body.toString()).doesNotContain("JSON Schema");
  }

  @Test
  void namesAndDescribesItForOpenAi() {
    JsonNode format = sent("responses", "gpt-5", "").at("/text/format");
    assertThat(format.path("type").asText()).isEqualTo("json_schema");
    assertThat(format.path("name").asText()).isEqualTo("place");
    assertThat(format.path("description").asText()).isEqualTo("where it is");
    assertThat(format.path("strict").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"completions, /messages/0/content", "responses, /instructions"})
  void goesIntoTheInstructionsBesideToolsUnlessTheServerCanDoBoth(String wire, String system) {
    JsonNode body = sent(wire, "gpt-5", "", LOOK);
    assertThat(body.at(system).asText()).startsWith("Be brief.\n\n").endsWith(SCHEMA.toString());
    assertThat(body.has("response_format") || body.has("text")).isFalse();

    sim.forget();
    JsonNode both = sent(wire, "gpt-5", "'structuredWithTools':true", LOOK);
    assertThat(both.has("response_format") || both.has("text")).isTrue();
  }

  @DisplayName("C6: and into the instructions elsewhere")
  @Test
  void goesIntoTheInstructionsForModelsThatCannotBeHeldToIt() {
    JsonNode body = sent("messages", "claude-3-5-haiku", "");
    assertThat(body.at("/system/0/text").asText()).endsWith(SCHEMA.toString());
    assertThat(body.has("output_config")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "completions, gpt-5, /messages/0/content",
    "responses, gpt-5, /instructions",
    "messages, claude-opus-4-6, /system/0/text"
  })
  void aRefusalOfTheFieldIsLearned(String wire, String model, String system) {
    sim.close();
    sim = Simulator.start(SimulatorOptions.defaults().quirks(Quirk.NO_RESPONSE_FORMAT));
    JsonNode body = sent(wire, model, "");
    assertThat(body.at(system).asText()).endsWith(SCHEMA.toString());
    assertThat(notices).extracting(CallNotice::code).containsExactly("dialect.learned");

    int calls = sim.modelCalls().size();
    ModelRequest again = request(model);
    try (ModelStream stream =
        providers.connect(ProviderJson.read(plain(wire))).stream(again, ear())) {
      Harness.drain(stream);
    }
    assertThat(sim.modelCalls()).hasSize(calls + 1);
  }

  private static ModelRequest request(String model) {
    return ModelRequest.builder(model)
        .messages(List.of(Message.user("Where?")))
        .responseFormat(FORMAT)
        .build();
  }

  private ObjectNode plain(String wire) {
    boolean messages = wire.equals("messages");
    return object(
        "{'type':'%s','wireApi':'%s','baseUrl':'%s/v1'}"
            .formatted(
                messages ? "anthropic" : "openai", messages ? "completions" : wire, sim.baseUrl()));
  }

  @Test
  void aComplaintAboutTheSchemaIsNotHeldAgainstTheServer() {
    String words = "Invalid schema for response_format 'place': In context=(), 'city' is odd.";
    sim.enqueue(
        Reply.http(
            400,
            "application/json",
            "{\"error\":{\"message\":\"%s\",\"param\":\"response_format\"}}".formatted(words)),
        Reply.text("{}"));
    try (ModelStream stream =
        providers.connect(ProviderJson.read(plain("completions"))).stream(request("m"), ear())) {
      Harness.drain(stream);
    }
    assertThat(sim.modelCalls()).hasSize(2);
    assertThat(notices.getFirst().message()).contains("for this request");
    assertThat(providers.dialects().export().path("dialects")).isEmpty();
  }
}
