package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Final answers that must fit a schema: checked, asked for again, given up. */
class ResponseFormatTest {
  private static final ResponseFormat PLACE =
      new ResponseFormat(
          "place",
          (ObjectNode)
              Bench.json(
                  "{'type':'object','properties':{'city':{'type':'string'}},'required':['city']}"),
          null,
          null);

  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private static UserInput input(String prompt) {
    return UserInput.builder(prompt).responseFormat(PLACE).build();
  }

  private List<String> answers() {
    return told.data("assistant.message").stream().map(d -> d.path("content").asText()).toList();
  }

  private Session run() {
    Session session = bench.create();
    session.send(input("Where?"));
    told.awaitIdle();
    return session;
  }

  private static String lastText(ModelRequest request) {
    return ((dev.latchkey.providers.Content.Text) request.messages().getLast().content().getFirst())
        .text();
  }

  @Test
  void anAnswerThatFitsEndsTheRun() {
    bench.model.says("{\"city\":\"Bonn\"}");
    run();
    assertThat(answers()).containsExactly("{\"city\":\"Bonn\"}");
    assertThat(bench.model.lastRequest().responseFormat()).isEqualTo(PLACE);
    assertThat(told.data("session.error")).isEmpty();
  }

  @Test
  void theFormatHoldsForOneMessage() {
    bench.model.says("{\"city\":\"Bonn\"}").says("You are welcome.");
    Session session = run();
    session.send(UserInput.of("Thanks"));
    told.await("session.idle", 2);
    assertThat(bench.model.lastRequest().responseFormat()).isNull();
    assertThat(answers()).hasSize(2);
  }

  @Test
  void theModelReadsWhatIsWrongAndAnswersAgain() {
    bench.model.says("It is Bonn.").says("{\"town\":\"Bonn\"}").says("{\"city\":\"Bonn\"}");
    run();
    assertThat(answers())
        .containsExactly("It is Bonn.", "{\"town\":\"Bonn\"}", "{\"city\":\"Bonn\"}");
    assertThat(lastText(bench.model.requests().get(1))).contains("not one JSON document");
    assertThat(lastText(bench.model.requests().get(2)))
        .contains("$ lacks the required field \"city\"")
        .contains(PLACE.schema().toString());
    assertThat(told.data("session.error")).isEmpty();
  }

  @Test
  void aModelThatNeverGetsItRightEndsInATypedError() {
    for (int i = 0; i <= AnswerCheck.MAX_REASKS; i++) {
      bench.model.says("It is Bonn.");
    }
    bench.model.says("Fine.");
    Session session = run();
    JsonNode error = told.only("session.error");
    assertThat(error.path("errorCode").asText()).isEqualTo("response_format_mismatch");
    assertThat(error.path("message").asText())
        .contains("\"place\"")
        .contains("not one JSON document");
    assertThat(bench.model.requests()).hasSize(3);

    session.send(UserInput.of("Never mind"));
    told.await("session.idle", 2);
    assertThat(answers().getLast()).isEqualTo("Fine.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"```json\n{\"city\":\"Bonn\"}\n```", "```\n{\"city\":\"Bonn\"}```\n"})
  void aFenceAroundTheJsonIsTakenAway(String said) {
    bench.model.says(said);
    run();
    assertThat(answers()).containsExactly("{\"city\":\"Bonn\"}");
  }

  @Test
  void toolsMayRunBeforeTheAnswer() {
    bench.model.calls(call("c1", "look", "{}")).says("{\"city\":\"Bonn\"}");
    Session session = bench.create(options().tools(List.of(Bench.freeTool("look"))));
    session.send(input("Where?"));
    String asked = told.await("external_tool.requested", 1).path("requestId").asText();
    session.completeToolCall(asked, new ToolReply.Result(TextNode.valueOf("a cathedral")));
    told.awaitIdle();
    assertThat(answers()).containsExactly("", "{\"city\":\"Bonn\"}");
    assertThat(bench.model.requests()).allMatch(r -> PLACE.equals(r.responseFormat()));
  }

  @Test
  void anAnswerCutByAFilterIsNotAskedForAgain() {
    bench.model.stopsAt(FinishReason.CONTENT_FILTER, "");
    run();
    assertThat(bench.model.requests()).hasSize(1);
  }

  @Test
  void theQuestionsOfTheRuntimeAreNoPromptsOfTheUser() {
    bench.model.says("Bonn").says("{\"city\":\"Bonn\"}");
    run();
    List<JsonNode> users = told.data("user.message");
    assertThat(users).hasSize(2);
    assertThat(users.getLast().path("source").asText()).isEqualTo("system");
    assertThat(bench.model.lastRequest().messages().getLast().role()).isEqualTo(Message.Role.USER);
  }
}
