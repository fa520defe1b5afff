package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with several named providers on different wires, each a simulator of its own. */
class RegistryTest extends ThreeProviders {
  private void switchTo(String model) throws Exception {
    client.ask("session.model.switchTo", json("{'sessionId':'s1','modelId':'" + model + "'}"));
  }

  private void answerTheTool() throws Exception {
    String request = client.awaitData("external_tool.requested").path("requestId").asText();
    client.ask(
        "session.tools.handlePendingToolCall",
        json("{'sessionId':'s1','requestId':'" + request + "','result':'three'}"));
  }

  private String current() throws Exception {
    return client.ask("session.model.getCurrent", S1).path("modelId").asText();
  }

  @DisplayName("B2: models are switched across providers and wires")
  @Test
  void takesTheConversationFromWireToWire() throws Exception {
    server.model().enqueue(Reply.toolCall("add", "{\"a\":1}"), Reply.text("From a."));
    claude.enqueue(Reply.toolCall("add", "{\"a\":2}"), Reply.text("From b."));
    client.ask("session.create", create("'model':'a/small',"));
    send("one");
    answerTheTool();
    client.await("session.idle");

    switchTo("b/big");
    JsonNode change = client.awaitData("session.model_change");
    assertThat(change)
        .isEqualTo(
            Json.object()
                .put("previousModel", "a/small")
                .put("newModel", "b/big")
                .put("source", "sdk"));
    send("two");
    answerTheTool();
    client.await("session.idle");

    RecordedRequest first = server.model().modelCalls().getFirst();
    assertThat(first.wire()).isEqualTo(Wire.COMPLETIONS);
    assertThat(first.model()).isEqualTo("gpt-small");
    assertThat(first.headers().first("authorization")).contains("Bearer key-a");
    assertThat(first.body().toString()).contains(":77");
    RecordedRequest last = claude.lastRequest();
    assertThat(last.wire()).isEqualTo(Wire.ANTHROPIC);
    assertThat(last.model()).isEqualTo("claude-big");
    assertThat(last.headers().first("x-api-key")).contains("key-b");
    assertThat(last.headers().first("x-team")).contains("blue");
    assertThat(last.body().path("max_tokens").asInt()).isEqualTo(1000);
    assertThat(last.messages().toString()).contains("tool_use", "From a.", "three");

    server.model().enqueue(Reply.text("From c."));
    switchTo("c/family/deep");
    send("three");
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("From c.");
    client.await("session.idle");
    RecordedRequest third = server.model().lastRequest();
    assertThat(third.wire()).isEqualTo(Wire.RESPONSES);
    assertThat(third.model()).isEqualTo("family/deep");
    assertThat(third.headers().first("authorization")).contains("Bearer token-c");
    assertThat(third.messages().toString()).contains("function_call", "From a.", "From b.");
    assertThat(server.model().violations()).isEmpty();
    assertThat(claude.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a/other, ''",
    "zz/small, ' Did you mean a/small?'",
    "small, ' Did you mean a/small?'",
    "smoll, ' Did you mean a/small?'",
    "family/deeep, ' Did you mean c/family/deep?'",
    "b/, ''"
  })
  void keepsItsModelWhenAnotherIsUnknown(String unknown, String meant) throws Exception {
    client.ask("session.create", create("'model':'a/small',"));

    assertThat(
            client.error(
                "session.model.switchTo", json("{'sessionId':'s1','modelId':'" + unknown + "'}")))
        .isEqualTo(
            "-32603 Request session.model.switchTo failed with message: Model '"
                + unknown
                + "' is not available: no provider of this session has it. Use one of: a/small,"
                + " b/big, c/family/deep."
                + meant);

    assertThat(current()).isEqualTo("a/small");
    assertThat(client.types()).doesNotContain("session.model_change");
  }

  @Test
  void saysWhatThereIsWhenNoModelIsChosen() throws Exception {
    client.ask("session.create", create(""));
    send("hello");
    assertThat(client.awaitData("session.error").path("message").asText())
        .contains("No model chosen. Use one of: a/small, b/big, c/family/deep.");
    client.await("session.idle");

    claude.enqueue(Reply.text("Yes."));
    switchTo("b/big");
    send("hello?");
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Yes.");
    assertThat(claude.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'providers':[A,A] | Duplicate BYOK provider name "a".
          'providers':[{'name':'a/b','baseUrl':'http://h'}] | name "a/b" must not contain "/".
          'providers':[A],'models':[{'id':'m','provider':'zz'}] | BYOK model "m" references unknown provider "zz".
          'models':[{'id':'m','provider':'zz'}] | BYOK model "m" references unknown provider "zz".
          'providers':[A],'models':[M,M] | Duplicate BYOK model "a/m".
          'providers':[{'name':'a'}] | missing parameter 'providers[0].baseUrl'
          'providers':[A],'models':[M],'model':'a/x' | Model 'a/x' is not available
          'providers':[A],'provider':{'baseUrl':'http://h'} | Cannot combine the legacy singular
          """)
  void refusesWhatDoesNotFit(String fields, String text) throws Exception {
    String filled =
        fields
            .replace("A", "{'name':'a','baseUrl':'http://h'}")
            .replace("M", "{'id':'m','provider':'a'}");
    assertThat(client.error("session.create", json("{'sessionId':'s1'," + filled + "}")))
        .startsWith("-32603 Request session.create failed with message: ")
        .contains(text);
    assertThat(client.ask("session.list", "{}").path("sessions")).isEmpty();
  }

  @Test
  void addsProvidersMidSession() throws Exception {
    server.model().enqueue(Reply.text("One."));
    client.ask("session.create", create("'model':'a/small',"));
    send("first");
    client.await("session.idle");

    JsonNode added =
        client.ask(
            "session.provider.add",
            json(
                "{'sessionId':'s1','providers':["
                    + anthropic("late", ",'hasBearerTokenProvider':true")
                    + "],'models':[{'id':'m','provider':'late'},{'id':'n','provider':'a'}]}"));

    assertThat(texts(added.path("models"), "id")).containsExactly("late/m", "a/n");
    claude.enqueue(Reply.text("Two."));
    switchTo("late/m");
    send("second");
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Two.");
    assertThat(claude.lastRequest().model()).isEqualTo("m");
    assertThat(claude.lastRequest().headers().first("authorization"))
        .contains("Bearer token-1-late");
    assertThat(claude.lastRequest().messages().toString()).contains("One.");
    assertThat(claude.violations()).isEmpty();
  }

  @Test
  void addsNothingTwice() throws Exception {
    client.ask("session.create", create("'model':'a/small',"));

    assertThat(
            client.error(
                "session.provider.add",
                json("{'sessionId':'s1','providers':[" + gpt("a", "") + "]}")))
        .isEqualTo("-32602 Duplicate BYOK provider name \"a\".");
    assertThat(
            client.error(
                "session.provider.add",
                json("{'sessionId':'s1','models':[{'id':'small','provider':'a'}]}")))
        .isEqualTo(
            "-32603 Request session.provider.add failed with message: Duplicate BYOK model"
                + " \"a/small\".");
    assertThat(texts(client.ask("session.model.list", S1).path("list"), "id"))
        .containsExactly("a/small", "b/big", "c/family/deep");
  }

  @Test
  void addsNothingToASingularProvider() throws Exception {
    client.ask("session.create", server.session("s1", ""));

    assertThat(
            client.error(
                "session.provider.add",
                json("{'sessionId':'s1','providers':[" + gpt("a", "") + "]}")))
        .startsWith("-32603 ")
        .contains("This session has a singular `provider`");
  }

  @Test
  void listsTheModelsAsDescribed() throws Exception {
    client.ask("session.create", create("'model':'a/small',"));

    JsonNode list = client.ask("session.model.list", S1).path("list");

    assertThat(list.get(0))
        .hasToString(
            json(
                "{'id':'a/small','name':'Small one','capabilities':{'supports':{'vision':false,"
                    + "'adaptive_thinking':'unsupported'},'limits':{'max_prompt_tokens':9000,"
                    + "'max_output_tokens':77}},'billing':{'multiplier':0},'latchkey':{'origins':{"
                    + "'max_output_tokens':'user','max_prompt_tokens':'user'}}}"));
    assertThat(list.get(1).at("/capabilities/supports/vision").asBoolean()).isTrue();
    assertThat(list.get(1).at("/capabilities/limits/max_prompt_tokens").asInt()).isEqualTo(4000);
    assertThat(server.model().requestCount()).isZero();
  }

  @DisplayName("B3, weak 16: no model is refused because no list has it")
  @Test
  void takesAnyModelOfAProviderOfWhichNoneIsListed() throws Exception {
    client.ask(
        "session.create",
        json("{'sessionId':'s1','model':'a/never-heard-of','providers':[" + gpt("a", "") + "]}"));
    server.model().enqueue(Reply.text("Here."));
    send("anybody?");
    client.await("session.idle");
    assertThat(server.model().lastRequest().model()).isEqualTo("never-heard-of");
    assertThat(server.model().requestCount()).isEqualTo(1);

    List<String> listed = texts(client.ask("session.model.list", S1).path("list"), "id");
    assertThat(listed).isNotEmpty().allSatisfy(id -> assertThat(id).startsWith("a/"));
    int asked = server.model().requestCount();
    client.ask("session.model.list", S1);
    assertThat(server.model().requestCount()).isEqualTo(asked);
  }

  @Test
  void asksForTheTokenOfEachProviderByItsName() throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'x/m','providers':["
                + gpt("x", ",'hasBearerTokenProvider':true")
                + ","
                + anthropic("y", ",'hasBearerTokenProvider':true,'apiKey':'stale'")
                + "],'models':[{'id':'m','provider':'x'},{'id':'m','provider':'y'}]}"));
    server.model().enqueue(Reply.text("X."));
    claude.enqueue(Reply.text("Y."));
    send("one");
    client.await("session.idle");
    switchTo("y/m");
    send("two");
    client.await("session.idle");

    assertThat(server.model().lastRequest().headers().first("authorization"))
        .contains("Bearer token-1-x");
    assertThat(claude.lastRequest().headers().first("authorization")).contains("Bearer token-2-y");
    assertThat(claude.lastRequest().headers().first("x-api-key")).isEmpty();
  }

  @Test
  void choosesAnewWhenItIsResumed() throws Exception {
    server.model().enqueue(Reply.text("One."));
    claude.enqueue(Reply.text("Two."));
    client.ask("session.create", create("'model':'a/small',"));
    send("first");
    client.await("session.idle");
    server.restart();

    client = server.client();
    client.ask("session.resume", create("'model':'b/big',"));
    send("second");
    assertThat(client.awaitData("assistant.message").path("content").asText()).isEqualTo("Two.");
    assertThat(claude.lastRequest().messages().toString()).contains("One.");
    assertThat(claude.violations()).isEmpty();
  }
}
