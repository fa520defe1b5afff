package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Models that fail, break off, say nothing or stop early. */
class FailureTest {
  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private static CallFailure failure(@Nullable Integer status, String message) {
    return new CallFailure(
        message, "Set another key.", "http://127.0.0.1:1/v1", status, "bad", "req-1", "{}", 1);
  }

  private void run() {
    Session session = bench.create(options().streaming(true));
    told.clear();
    session.send(UserInput.of("Hi"));
    told.awaitIdle();
  }

  private List<String> afterCallStart() {
    List<String> types = told.types();
    return types.subList(types.indexOf("model.call_start~") + 1, types.size());
  }

  @Test
  void refusedCallEndsTheTurnWithAnError() {
    bench.model.fails(new ModelException.Authentication(failure(401, "The key was refused.")));
    run();
    assertThat(afterCallStart())
        .containsExactly(
            "model.call_failure~",
            "assistant.turn_end",
            "session.error",
            "assistant.idle~",
            "session.idle~");
    assertThat(told.only("session.error"))
        .isEqualTo(
            json(
                "{'errorType':'authentication','errorCode':'bad',"
                    + "'message':'The key was refused. Set another key.','statusCode':401,"
                    + "'providerCallId':'req-1'}"));
    JsonNode failed = told.only("model.call_failure");
    assertThat(failed.path("failureKind").asText()).isEqualTo("api");
    assertThat(failed.path("statusCode").asInt()).isEqualTo(401);
    assertThat(failed.path("isByok").asBoolean()).isTrue();
  }

  @Test
  void errorTypesFollowTheKindOfFailure() {
    bench.model.fails(new ModelException.RateLimited(failure(429, "Slow down."), null, true));
    bench.model.fails(new ModelException.NotFound(failure(404, "No such model.")));
    run();
    bench.engine.require("s-1").send(UserInput.of("again"));
    told.await("session.idle", 2);
    assertThat(told.data("session.error").stream().map(d -> d.path("errorType").asText()))
        .containsExactly("rate_limit", "query");
  }

  @Test
  void sessionStaysUsableAfterAnError() {
    bench.model.fails(new ModelException.InvalidRequest(failure(400, "Bad."))).says("Here.");
    run();
    bench.engine.require("s-1").send(UserInput.of("again"));
    told.await("session.idle", 2);
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Here.");
    assertThat(bench.model.lastRequest().messages()).hasSize(2);
  }

  @DisplayName("weak 9: every wait is told before it begins")
  @Test
  void retriesOfTheProviderAreTold() {
    bench.model.then((_, listener) -> {
      listener.retrying(
          new ModelException.Overloaded(failure(503, "Busy."), null), 1, Duration.ofSeconds(2));
      return bench.model
      .new Stream(
          List.of(ScriptedModel.text(0, "Hello"), new ModelEvent.Finished(FinishReason.STOP)));
    });
    run();
    assertThat(afterCallStart())
        .startsWith(
            "model.call_failure~",
            "assistant.turn_retry~",
            "session.info~",
            "model.call_start~",
            "assistant.usage~");
    assertThat(told.only("assistant.turn_retry").path("reason").asText()).isEqualTo("api_error");
    assertThat(told.only("session.info"))
        .isEqualTo(
            json("{'infoType':'model_retry','message':'Busy. Trying again in 2.0 s (retry 1).'}"));
  }

  @DisplayName("weak 11: a broken answer is replaced under another id")
  @Test
  void brokenAnswerIsAskedForAgainUnderANewId() {
    ModelException broken = new ModelException.Connection(failure(null, "It broke."), null);
    bench.model.events(ScriptedModel.text(0, "Hel"), new ModelEvent.Failed(broken)).says("Hello");
    run();
    List<JsonNode> deltas = told.data("assistant.message_delta");
    assertThat(deltas).hasSize(2);
    String dropped = deltas.get(0).path("messageId").asText();
    assertThat(dropped).isNotEqualTo(deltas.get(1).path("messageId").asText());
    assertThat(told.data("session.info"))
        .filteredOn(d -> d.path("infoType").asText().equals("message_superseded"))
        .extracting(d -> d.path("message").asText())
        .containsExactly(
            "Message " + dropped + " broke off and is asked for again: drop what came of it.");
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Hello");
    assertThat(told.only("assistant.turn_retry").path("reason").asText())
        .isEqualTo("streaming_error");
    assertThat(told.only("model.call_failure").path("failureKind").asText()).isEqualTo("transport");
    assertThat(bench.pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void answerThatKeepsBreakingIsGivenUp() {
    ModelException broken = new ModelException.Connection(failure(null, "It broke."), null);
    for (int i = 0; i <= ProviderCaller.MAX_BROKEN_ANSWERS; i++) {
      bench.model.events(ScriptedModel.text(0, "Hel"), new ModelEvent.Failed(broken));
    }
    run();
    assertThat(bench.model.requests()).hasSize(ProviderCaller.MAX_BROKEN_ANSWERS + 1);
    assertThat(told.only("session.error").path("message").asText())
        .isEqualTo("It broke. Set another key.");
    assertThat(told.data("assistant.message")).isEmpty();
  }

  @DisplayName("C7: a filtered answer says so")
  @Test
  void filteredAnswerSaysSo() {
    bench.model.stopsAt(FinishReason.CONTENT_FILTER, "");
    run();
    assertThat(told.only("assistant.message").path("content").asText())
        .startsWith("The provider's content filter stopped this answer.");
    assertThat(told.only("assistant.usage").path("contentFilterTriggered").asBoolean()).isTrue();
  }

  @Test
  void emptyAnswerIsAskedForOnceMore() {
    bench.model.says("").says("Hello");
    run();
    assertThat(told.only("assistant.turn_retry").path("reason").asText())
        .isEqualTo("empty_response");
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("Hello");
  }

  @Test
  void unexpectedFailureStillEndsTheRun() {
    bench.model.then((_, _) -> {
      throw new IllegalStateException("script broke");
    });
    run();
    assertThat(told.types()).endsWith("session.error", "assistant.idle~", "session.idle~");
    assertThat(told.only("session.error").path("message").asText()).contains("script broke");
  }

  @DisplayName("weak 1: no model is a mistake, not a default")
  @Test
  void providerWithoutModelIsNeverCalled() {
    Session session = bench.create(SessionOptions.builder().provider(Bench.PROVIDER));
    assertThat(session.models().place(null).provider()).isEqualTo(Bench.PROVIDER);
    session.send(UserInput.of("Hi"));
    told.awaitIdle();
    assertThat(told.only("session.error").path("message").asText())
        .startsWith("Model required with custom provider");
    assertThat(bench.model.requests()).isEmpty();
  }

  @Test
  void sessionWithoutProviderSaysWhatToSet() {
    Session session = bench.create(SessionOptions.builder().model("m"));
    session.send(UserInput.of("Hi"));
    told.awaitIdle();
    assertThat(told.only("session.error").path("message").asText())
        .isEqualTo(
            "No provider: pass one with the session, or set COPILOT_PROVIDER_BASE_URL and"
                + " COPILOT_MODEL.");
  }
}
