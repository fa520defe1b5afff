package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions learn their model's limits by themselves where their provider says so. */
class AskedLimitsTest extends ThreeProviders {
  private static final String LIST = "{\"data\":[{\"id\":\"m\",\"max_model_len\":9000}]}";

  private void open(String provider) throws Exception {
    client.ask(
        "session.create",
        json("{'sessionId':'s1','model':'m','provider':" + gpt("p", provider) + "}"));
  }

  private void serve(Reply models) {
    server
        .model()
        .onRequest(request -> request.path().equals("/v1/models") ? models : Reply.text("Yes."));
  }

  private int budget() throws Exception {
    send("hello");
    int budget = client.awaitData("session.usage_info").path("tokenLimit").asInt();
    client.await("session.idle");
    return budget;
  }

  private List<String> paths() {
    return server.model().requests().stream().map(RecordedRequest::path).toList();
  }

  @DisplayName("B3: limits are learned without anybody listing models")
  @Test
  void theSecondTurnKnowsWhatTheServerSaid() throws Exception {
    serve(Reply.http(200, "application/json", LIST));
    open(",'latchkey':{'askLimits':true}");
    assertThat(budget()).isEqualTo(128_000);
    JsonNode limits = client.ask("latchkey.models.limits", S1);
    while (!limits.at("/origins/max_prompt_tokens").asText().equals("live")) {
      limits = client.ask("latchkey.models.limits", S1);
    }

    assertThat(limits.at("/capabilities/limits/max_prompt_tokens").asInt()).isEqualTo(9000);
    assertThat(budget()).isEqualTo(9000);
    assertThat(budget()).isEqualTo(9000);
    assertThat(paths())
        .containsExactlyInAnyOrder(
            "/v1/chat/completions", "/v1/models", "/v1/chat/completions", "/v1/chat/completions");
    assertThat(paths().getFirst()).isEqualTo("/v1/chat/completions");
  }

  /** User intent passes through until the provider itself says that it can only fail. */
  @ParameterizedTest
  @CsvSource({"9000, 500, 1", "400, 400, 0"})
  void aCapAboveWhatTheProviderListsIsLoweredAndThatIsToldOnce(int cap, int sent, int told)
      throws Exception {
    serve(
        Reply.http(
            200, "application/json", "{\"data\":[{\"id\":\"m\",\"max_output_tokens\":500}]}"));
    open(",'maxOutputTokens':" + cap);
    budget();
    client.ask("session.model.list", S1);
    budget();
    budget();

    assertThat(server.model().modelCalls())
        .extracting(call -> call.body().path("max_tokens").asInt())
        .containsExactly(cap, sent, sent);
    assertThat(client.types().stream().filter("session.warning"::equals)).hasSize(told);
  }

  /** A server that is strict about what it is asked sees model calls and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'latchkey':{'askLimits':false}",
        ",'maxPromptTokens':5000,'latchkey':{'askLimits':true}",
        ",'maxContextWindowTokens':5000,'latchkey':{'askLimits':true}",
        ",'modelCapabilities':{'limits':{'max_prompt_tokens':5000}},'latchkey':{'askLimits':true}"
      })
  void nobodyIsAskedByDefaultNorWhereTheUserHasSaidIt(String provider) throws Exception {
    serve(Reply.http(200, "application/json", LIST));
    open(provider);
    budget();
    budget();

    assertThat(paths()).containsExactly("/v1/chat/completions", "/v1/chat/completions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "[]", "{\"data\":[{\"id\":7},null,\"x\"]}", ""})
  void anOddAnswerChangesNothing(String answer) throws Exception {
    serve(Reply.http(200, "application/json", answer));
    open(",'latchkey':{'askLimits':true}");

    assertThat(budget()).isEqualTo(128_000);
    assertThat(budget()).isEqualTo(128_000);
    assertThat(client.types()).doesNotContain("session.warning", "session.error");
  }
}
