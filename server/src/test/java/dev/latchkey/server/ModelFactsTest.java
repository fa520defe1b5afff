package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.simulator.script.Reply;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What servers tell of models, of where calls go, and of what was learned about providers. */
class ModelFactsTest extends ThreeProviders {
  @DisplayName("B2: models are switched across providers and wires")
  @Test
  void givesTheEndpointOnlyWhenAllowed() throws Exception {
    client.ask("session.create", create("'model':'a/small',"));
    assertThat(client.error("session.provider.getEndpoint", S1))
        .contains("COPILOT_ALLOW_GET_PROVIDER_ENDPOINT=true");

    server.variable("COPILOT_ALLOW_GET_PROVIDER_ENDPOINT", "true");
    server.restart();
    client = server.client();
    client.ask("session.create", create("'model':'a/small',"));
    Map<String, String> expected =
        Map.of(
            "a/small",
            "{'type':'openai','wireApi':'completions','transport':'http','baseUrl':'"
                + server.model().baseUrl()
                + "/v1','apiKey':'key-a','headers':{},'latchkey':{'url':'"
                + server.model().baseUrl()
                + "/v1/chat/completions'}}",
            "b/big",
            "{'type':'anthropic','transport':'http','baseUrl':'"
                + claude.baseUrl()
                + "','apiKey':'key-b','headers':{'x-team':'blue'},'latchkey':{'url':'"
                + claude.baseUrl()
                + "/v1/messages'}}",
            "c/family/deep",
            "{'type':'openai','wireApi':'responses','transport':'http','baseUrl':'"
                + server.model().baseUrl()
                + "/v1','headers':{'Authorization':'Bearer token-c'},'latchkey':{'url':'"
                + server.model().baseUrl()
                + "/v1/responses'}}");
    for (Map.Entry<String, String> entry : expected.entrySet()) {
      assertThat(
              client.ask(
                  "session.provider.getEndpoint",
                  json("{'sessionId':'s1','modelId':'" + entry.getKey() + "'}")))
          .hasToString(json(entry.getValue()));
    }
    assertThat(client.ask("session.provider.getEndpoint", S1).path("apiKey").asText())
        .isEqualTo("key-a");
    client.ask("session.create", server.session("s2", ""));
    assertThat(
            client
                .ask(
                    "session.provider.getEndpoint", json("{'sessionId':'s2','modelId':'whatever'}"))
                .path("apiKey")
                .asText())
        .isEqualTo("key");
  }

  @Test
  void endpointsNeedNoModel() throws Exception {
    server.variable("COPILOT_ALLOW_GET_PROVIDER_ENDPOINT", "true");
    server.restart();
    client = server.client();
    client.ask(
        "session.create",
        json("{'sessionId':'s1','provider':{'baseUrl':'http://127.0.0.1:9/v1','apiKey':'k'}}"));
    assertThat(client.ask("session.provider.getEndpoint", S1).path("apiKey").asText())
        .isEqualTo("k");
  }

  /**
   * A provider of which no model is listed has any; a name without it is told how to be written.
   */
  @Test
  void tellsHowAModelOfAnOpenProviderIsSelected() throws Exception {
    assertThat(
            client.error(
                "session.create",
                json("{'sessionId':'s1','model':'llama3','providers':[" + gpt("a", "") + "]}")))
        .endsWith("Use one of: a/<any model it has>. Did you mean a/llama3?");
    assertThat(server.model().requestCount()).isZero();
  }

  @Test
  void listsTheModelsOfProvidersThatAnswerWhenOthersDoNot() throws Exception {
    client.ask(
        "session.create",
        json(
            "{'sessionId':'s1','model':'a/x','providers':[{'name':'down','baseUrl':"
                + "'http://127.0.0.1:1/v1'},"
                + gpt("a", "")
                + "]}"));

    JsonNode list = client.ask("session.model.list", S1).path("list");

    assertThat(texts(list, "id")).containsExactly("a/simulated-1");
    assertThat(list.at("/0/latchkey/origins/max_context_window_tokens").asText()).isEqualTo("live");
  }

  @Test
  void tellsTheLimitsItReckonsWithAndWhoSaysSo() throws Exception {
    client.ask(
        "session.create",
        create("'model':'a/small','modelCapabilities':{'supports':{'vision':true}},"));

    JsonNode limits = client.ask("latchkey.models.limits", S1);
    assertThat(limits.path("modelId").asText()).isEqualTo("a/small");
    assertThat(limits.path("wireModel").asText()).isEqualTo("gpt-small");
    assertThat(limits.at("/capabilities/limits/max_prompt_tokens").asInt()).isEqualTo(9000);
    assertThat(limits.at("/capabilities/supports/vision").asBoolean()).isTrue();
    assertThat(limits.path("origins"))
        .isEqualTo(
            Json.object()
                .put("max_output_tokens", "user")
                .put("max_prompt_tokens", "user")
                .put("vision", "user"));

    JsonNode deep =
        client.ask("latchkey.models.limits", json("{'sessionId':'s1','modelId':'c/family/deep'}"));
    assertThat(deep.at("/capabilities/limits/max_context_window_tokens").asInt())
        .isEqualTo(400_000);
    assertThat(deep.at("/origins/max_context_window_tokens").asText()).isEqualTo("catalogue");
    assertThat(server.model().requestCount()).isZero();
  }

  @Test
  void tellsAndForgetsWhatWasLearnedAlsoByEarlierServers() throws Exception {
    String words = "This model's maximum context length is 8192 tokens, you requested 9999";
    server
        .model()
        .enqueue(
            Reply.http(400, "application/json", "{\"error\":{\"message\":\"" + words + "\"}}"));
    client.ask("session.create", create("'model':'c/family/deep',"));
    send("long");
    client.await("session.idle");
    server.restart();

    client = server.client();
    client.ask("session.create", create("'model':'c/family/deep',"));
    assertThat(
            client
                .ask("latchkey.models.limits", S1)
                .at("/origins/max_context_window_tokens")
                .asText())
        .isEqualTo("learned");
    JsonNode learned = client.ask("latchkey.dialects.list", "{}").at("/dialects/0");
    assertThat(learned.path("endpoint").asText())
        .isEqualTo(server.model().baseUrl() + "/v1/responses");
    assertThat(learned.path("maxContextWindowTokens").asInt()).isEqualTo(8192);
    assertThat(
            client
                .ask("latchkey.dialects.forget", json("{'model':'family/deep'}"))
                .path("forgotten")
                .asInt())
        .isEqualTo(1);
    assertThat(client.ask("latchkey.dialects.list", "{}").path("dialects")).isEmpty();
  }

  @Test
  void refusesCapabilitiesOfTheWrongShape() throws Exception {
    assertThat(
            client.error(
                "session.create",
                json(
                    "{'sessionId':'s1','providers':["
                        + gpt("a", "")
                        + "],'models':[{'id':'m','provider':'a','capabilities':{'supports':{"
                        + "'vision':'yes'}}}]}")))
        .contains("capabilities.supports.vision must be true or false, not string");
  }

  @Test
  void describesTheModelItIsSwitchedTo() throws Exception {
    client.ask("session.create", create("'model':'a/small',"));
    client.ask(
        "session.model.switchTo",
        json(
            "{'sessionId':'s1','modelId':'b/big','modelCapabilities':{'limits':{"
                + "'max_output_tokens':99}}}"));
    claude.enqueue(Reply.text("Yes."));
    send("hello");
    client.await("session.idle");

    assertThat(claude.lastRequest().body().path("max_tokens").asInt()).isEqualTo(99);
  }
}
