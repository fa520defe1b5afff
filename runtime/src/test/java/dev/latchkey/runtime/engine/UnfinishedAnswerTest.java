package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Answers that stop before their end, by the output limit or for the provider's own tools. */
class UnfinishedAnswerTest {
  private static final String SEARCH =
      "{\"type\":\"server_tool_use\",\"id\":\"srv_1\",\"name\":\"web_search\",\"input\":{}}";

  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private Session run() {
    Session session = bench.create(options().streaming(true));
    told.clear();
    session.send(UserInput.of("Hi"));
    told.awaitIdle();
    return session;
  }

  private List<Message> lastMessages() {
    return bench.model.lastRequest().messages();
  }

  @DisplayName("weak 12: a cut-off answer is continued and told as one")
  @Test
  void aCutOffAnswerIsContinuedTwiceAtMostAndToldAsOne() {
    bench
        .model
        .stopsAt(FinishReason.LENGTH, "One, ")
        .stopsAt(FinishReason.LENGTH, "two, ")
        .stopsAt(FinishReason.LENGTH, "three");
    run();
    JsonNode message = told.only("assistant.message");
    assertThat(message.path("content").asText()).isEqualTo("One, two, three");
    assertThat(message.path("outputTokens").asInt()).isEqualTo(6);
    assertThat(told.data("assistant.turn_start").stream().map(d -> d.path("turnId").asText()))
        .containsExactly("0", "1", "2");
    assertThat(message.path("turnId").asText()).isEqualTo("2");
    assertThat(told.data("user.message")).hasSize(1);
    assertThat(bench.model.requests()).hasSize(3);
  }

  @Test
  void deltasOfAllPartsMakeUpTheOneMessage() {
    bench.model.stopsAt(FinishReason.LENGTH, "One, ").says("two.");
    run();
    JsonNode message = told.only("assistant.message");
    assertThat(told.data("assistant.message_start")).hasSize(1);
    assertThat(told.data("assistant.message_delta"))
        .allMatch(d -> d.path("messageId").equals(message.path("messageId")))
        .extracting(d -> d.path("deltaContent").asText())
        .containsExactly("One, ", "two.");
  }

  @Test
  void theModelSeesWhatItSaidAndIsAskedToGoOn() {
    bench.model.stopsAt(FinishReason.LENGTH, "One, ").says("two.").says("Bye.");
    Session session = run();
    List<Message> asked = bench.model.requests().get(1).messages();
    assertThat(asked.get(asked.size() - 2)).isEqualTo(Message.assistant("One, "));
    assertThat(asked.getLast().role()).isEqualTo(Message.Role.USER);

    session.send(UserInput.of("Thanks"));
    told.await("session.idle", 2);
    assertThat(lastMessages()).hasSize(3);
    assertThat(lastMessages().get(1)).isEqualTo(Message.assistant("One, two."));
  }

  @Test
  void anAnswerCutBeforeItsFirstWordLeavesNoEmptyMessage() {
    bench
        .model
        .events(
            new ModelEvent.BlockDone(0, new Content.Reasoning("Hm.", null)),
            new ModelEvent.Finished(FinishReason.LENGTH))
        .says("Yes.");
    run();
    assertThat(lastMessages()).extracting(Message::role).containsOnly(Message.Role.USER).hasSize(2);
    JsonNode message = told.only("assistant.message");
    assertThat(message.path("content").asText()).isEqualTo("Yes.");
    assertThat(message.path("reasoningText").asText()).isEqualTo("Hm.");
  }

  @Test
  void whatWasSaidIsKeptWhenTheRestFails() {
    bench
        .model
        .stopsAt(FinishReason.LENGTH, "One, ")
        .fails(new ModelException.ContextOverflow(CallFailure.of("Too long.", "")));
    run();
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("One, ");
    assertThat(told.types())
        .containsSubsequence(
            "assistant.message", "assistant.turn_end", "session.error", "session.idle~");
  }

  @Test
  void aPausedAnswerGoesBackAsItIsAndGoesOn() {
    ReasoningSeal seal = new ReasoningSeal(Family.ANTHROPIC_OWN, null, SEARCH, null);
    Content own = new Content.Reasoning("", seal);
    bench
        .model
        .events(
            ScriptedModel.text(0, "I search. "),
            new ModelEvent.BlockDone(1, own),
            new ModelEvent.Finished(FinishReason.PAUSED))
        .says("Rain.")
        .says("Bye.");
    Session session = run();
    Message said =
        new Message(Message.Role.ASSISTANT, List.of(new Content.Text("I search. "), own));
    assertThat(lastMessages().getLast()).isEqualTo(said);
    assertThat(told.only("assistant.message").path("content").asText())
        .isEqualTo("I search. Rain.");

    session.send(UserInput.of("Thanks"));
    told.await("session.idle", 2);
    assertThat(lastMessages().get(1).content())
        .containsExactly(new Content.Text("I search. "), own, new Content.Text("Rain."));
  }

  @Test
  void pausesAreBounded() {
    for (int i = 0; i < 20; i++) {
      bench.model.stopsAt(FinishReason.PAUSED, ".");
    }
    run();
    assertThat(bench.model.requests()).hasSize(11);
    assertThat(told.only("assistant.message").path("content").asText()).hasSize(11);
    assertThat(told.data("session.error")).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffInTheRestIsAskedForAgain() {
    ModelException broken =
        new ModelException.Connection(CallFailure.of("It broke.", "Try again."), null);
    bench
        .model
        .stopsAt(FinishReason.LENGTH, "One, ")
        .events(ScriptedModel.text(0, "tw"), new ModelEvent.Failed(broken))
        .says("two.");
    run();
    assertThat(told.only("assistant.message").path("content").asText()).isEqualTo("One, two.");
    assertThat(told.only("assistant.message").path("messageId").asText())
        .isEqualTo(told.data("assistant.message_delta").getLast().path("messageId").asText());
  }
}
