package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a model decides what it is sent, on every wire. */
class CapabilitiesTest {
  private static final String BLIND = "{'supports':{'vision':false}}";
  private static final String RED = "iVBORw0KGgoRED=";
  private static final String BLUE = "iVBORw0KGgoBLUE";

  private final Recorder told = new Recorder();
  private final Simulator provider = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);
  private final Engine engine =
      LocalEngine.open(EngineOptions.builder(MemoryStore.create(), providers::connect).build());

  @AfterEach
  void close() {
    engine.close();
    providers.close();
    provider.close();
    told.checkAll();
  }

  private ProviderConfig.Builder config(String wire) {
    return ProviderConfig.builder(provider.baseUrl() + (wire.equals("messages") ? "" : "/v1"))
        .name("p")
        .type(wire.equals("messages") ? "anthropic" : "openai")
        .wireApi(wire.equals("messages") ? "completions" : wire);
  }

  private SessionOptions.Builder options(String model, String capabilities) {
    return SessionOptions.builder()
        .model(model)
        .capabilities(CapabilitiesJson.read(Bench.json(capabilities)))
        .tools(List.of(Bench.freeTool("look")));
  }

  private Session session(String wire, String model, String capabilities) {
    return engine.create(options(model, capabilities).provider(config(wire).build()).build(), told);
  }

  private RecordedRequest ask(Session session, String prompt) {
    int before = told.data("session.idle").size();
    provider.enqueue(Reply.text("Yes."));
    session.send(UserInput.of(prompt));
    told.await("session.idle", before + 1);
    return provider.lastRequest();
  }

  private static UserInput picture(String base64) {
    return UserInput.builder("Look at it")
        .attachments(
            List.of(
                Bench.json(
                    "{'type':'blob','mimeType':'image/png','displayName':'shot','data':'%s'}"
                        .formatted(base64))))
        .build();
  }

  /** A user's picture, and another one that a tool returns. */
  private void twoPictures(Session session) {
    provider.enqueue(Reply.toolCall("look", "{}"), Reply.text("Seen."));
    session.send(picture(RED));
    JsonNode asked = told.await("external_tool.requested", 1);
    session.completeToolCall(
        asked.path("requestId").asText(),
        new ToolReply.Result(
            Bench.json(
                "{'textResultForLlm':'here','resultType':'success','binaryResultsForLlm':[{"
                    + "'type':'image','mimeType':'image/png','data':'%s'}]}".formatted(BLUE))));
    told.awaitIdle();
  }

  private List<JsonNode> warnings(String type) {
    return told.data("session.warning").stream()
        .filter(warning -> warning.path("warningType").asText().equals(type))
        .toList();
  }

  @DisplayName("weak 21: pictures become notes, and one warning says so")
  @ParameterizedTest
  @CsvSource({"completions", "responses", "messages"})
  void aModelThatCannotSeeIsSentNotesAndOneWarningSaysSo(String wire) {
    Session session = session(wire, "some-model", BLIND);
    twoPictures(session);
    String sent = provider.lastRequest().body().toString();
    ask(session, "More");

    assertThat(sent).doesNotContain(RED, BLUE).contains("left out: this model cannot read it");
    assertThat(warnings("capability.vision"))
        .singleElement()
        .satisfies(warning ->
            assertThat(warning.path("message").asText())
                .contains("some-model", "its configuration says so", "supports.vision"));
    assertThat(provider.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"completions", "responses", "messages"})
  void aModelNobodyKnowsIsSentEverything(String wire) {
    twoPictures(session(wire, "some-model", "{}"));

    assertThat(provider.lastRequest().body().toString()).contains(RED, BLUE);
    assertThat(told.data("session.warning")).isEmpty();
    assertThat(provider.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'limits':{'vision':{'max_prompt_images':1}}} | false | true",
        "{'limits':{'vision':{'supported_media_types':['image/jpeg']}}} | false | false",
        "{'limits':{'vision':{'supported_media_types':['image/png']}}} | true | true",
        "{'limits':{'vision':{'max_prompt_image_size':5}}} | false | false"
      })
  void limitsOfPicturesHold(String capabilities, boolean red, boolean blue) {
    twoPictures(session("completions", "some-model", capabilities));

    String sent = provider.lastRequest().body().toString();
    assertThat(List.of(sent.contains(RED), sent.contains(BLUE))).containsExactly(red, blue);
    assertThat(warnings("capability.vision")).hasSize(red && blue ? 0 : 1);
    assertThat(provider.violations()).isEmpty();
  }

  /** The user decides, then the table of well-known models; of others nothing is assumed. */
  @DisplayName("weak 4, weak 21: effort is sent to models that take it")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "completions | some-model | {} | true",
        "responses | some-model | {} | true",
        "messages | some-model | {} | true",
        "completions | gpt-4o | {} | false",
        "responses | openai/gpt-4.1-2025-04-14 | {} | false",
        "messages | claude-3-5-haiku-20241022 | {} | false",
        "completions | o4-mini | {} | true",
        "completions | gpt-4o | {'supports':{'reasoningEffort':true}} | true",
        "completions | o4-mini | {'supports':{'reasoningEffort':false}} | false",
        "responses | o4-mini | {'supports':{'reasoningEffort':false}} | false",
        "messages | claude-opus-4-6 | {'supports':{'reasoningEffort':false}} | false"
      })
  void effortIsSentToModelsThatTakeIt(
      String wire, String model, String capabilities, boolean taken) {
    Session session =
        engine.create(
            options(model, capabilities)
                .provider(config(wire).build())
                .reasoningEffort("low")
                .build(),
            told);
    String sent = ask(session, "Think").body().toString();
    ask(session, "Again");

    assertThat(sent.contains("effort") || sent.contains("thinking")).isEqualTo(taken);
    assertThat(warnings("capability.reasoningEffort")).hasSize(taken ? 0 : 1);
    assertThat(provider.violations()).isEmpty();
  }

  @DisplayName("weak 4: the limits of a model hold")
  @ParameterizedTest
  @CsvSource({"completions, max_tokens", "responses, max_output_tokens", "messages, max_tokens"})
  void limitsOfARegisteredModelHold(String wire, String field) {
    ProviderConfig at = config(wire).build();
    RegisteredModel model =
        new RegisteredModel(
            "m",
            "M",
            at,
            Bench.json("{'limits':{'max_output_tokens':1234,'max_context_window_tokens':9000}}"));
    Session session =
        engine.create(
            options("p/m", "{}").registry(new ModelRegistry(List.of(at), List.of(model))).build(),
            told);

    assertThat(ask(session, "Hello").body().path(field).asInt()).isEqualTo(1234);
    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(9000 - 1234);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-3-haiku-20240307, 4096, 195904",
    "claude-sonnet-4-5, 32000, 168000",
    "some-model, 8192, 128000"
  })
  void theTableDecidesWhatAnthropicsWireMustAskFor(String model, int asked, int budget) {
    assertThat(ask(session("messages", model, "{}"), "Hello").body().path("max_tokens").asInt())
        .isEqualTo(asked);
    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(budget);
  }

  @DisplayName("B3, weak 14: limits are learned from refusals")
  @Test
  void aRefusalNarrowsTheBudgetOfTheSessionAndIsToldOnce() {
    String words = "This model's maximum context length is 8192 tokens, you requested 9999";
    String body =
        "{\"error\":{\"message\":\"" + words + "\",\"code\":\"context_length_exceeded\"}}";
    provider.enqueue(Reply.http(400, "application/json", body));
    Session session = session("completions", "some-model", "{}");
    session.send(UserInput.of("Long"));
    told.awaitIdle();
    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(128_000);
    ask(session, "Short");

    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(8192);
    assertThat(warnings("limit.learned")).hasSize(1);
  }

  @Test
  void aPromptThatWasTakenWidensAGuessedBudget() {
    ProviderConfig config = config("completions").build();
    Session session = engine.create(options("gpt-4", "{}").provider(config).build(), told);
    provider.enqueue(Reply.answer().text("Yes.").usage(new Usage(20_000, 10, 0, 0, 0)));
    session.send(UserInput.of("Long"));
    told.awaitIdle();
    ask(session, "More");

    assertThat(told.data("session.usage_info").getFirst().path("tokenLimit").asInt())
        .isEqualTo(6144);
    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(15_000);
    assertThat(warnings("limit.learned")).hasSize(1);
  }

  @Test
  void aUsersLimitIsNeverWidened() {
    ProviderConfig config = config("completions").limits(new TokenLimits(3000, null, null)).build();
    Session session = engine.create(options("gpt-4", "{}").provider(config).build(), told);
    provider.enqueue(Reply.answer().text("Yes.").usage(new Usage(4000, 10, 0, 0, 0)));
    session.send(UserInput.of("Long"));
    told.awaitIdle();
    ask(session, "More");

    assertThat(told.data("session.usage_info").getLast().path("tokenLimit").asInt())
        .isEqualTo(3000);
    assertThat(told.data("session.warning")).isEmpty();
  }
}
