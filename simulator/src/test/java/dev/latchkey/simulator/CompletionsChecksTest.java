package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.traffic.Violation;
import dev.latchkey.simulator.traffic.Wire;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsChecksTest {
  private static final String USER = "{'role':'user','content':'hi'}";
  private static final String CALL =
      "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function',"
          + "'function':{'name':'f','arguments':'{}'}}]}";
  private static final String RESULT = "{'role':'tool','tool_call_id':'c1','content':'ok'}";

  @SuppressWarnings("NullAway.Init")
  private static Simulator sim;

  @BeforeAll
  static void start() {
    sim = Simulator.start();
  }

  @AfterAll
  static void stop() {
    sim.close();
  }

  @BeforeEach
  void forget() {
    sim.forget();
  }

  private static HttpResponse<String> post(String body) {
    return new Client(sim).post(Client.COMPLETIONS, json(body));
  }

  private static HttpResponse<String> messages(String... messages) {
    return post("{'model':'m','messages':[" + String.join(",", messages) + "]}");
  }

  private static void refused(HttpResponse<String> response, String field, String reason) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(sim.violations())
        .singleElement()
        .satisfies(v -> {
          assertThat(v).isEqualTo(new Violation(1, Wire.COMPLETIONS, field, v.reason()));
          assertThat(v.reason()).contains(reason);
          assertThat(response.body()).contains("\"param\":");
        });
  }

  @Test
  void takesEveryLegalShape() {
    assertThat(
            messages(
                    "{'role':'system','content':'be'}",
                    "{'role':'developer','content':[{'type':'text','text':'be'}]}",
                    "{'role':'user','content':[{'type':'text','text':'see'},{'type':'image_url',"
                        + "'image_url':{'url':'data:image/png;base64,AA=='}}]}",
                    CALL,
                    RESULT,
                    "{'role':'assistant','content':'done','reasoning_content':'why'}",
                    USER,
                    USER)
                .statusCode())
        .isEqualTo(200);
    assertThat(sim.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense                             |          | could not parse the JSON body",
        "[]                                   |          | could not parse the JSON body",
        "{'messages':[]}                      | model    | got nothing",
        "{'model':'m'}                        | messages | must be a non-empty array",
        "{'model':'m','messages':[]}          | messages | got an empty array",
        "{'model':'m','stream':'yes'}         | stream   | must be true or false",
        "{'model':'m','max_tokens':0}         | max_tokens | an integer of 1 or more",
        "{'model':'m','max_tokens':1,'max_completion_tokens':1} | max_tokens | at once",
        "{'model':'m','temperature':3}        | temperature | from 0.0 to 2.0",
        "{'model':'m','stream_options':{}}    | stream_options | only allowed when 'stream'",
        "{'model':'m','tool_choice':'auto'}   | tool_choice | only allowed when 'tools'",
        "{'model':'m','tools':[]}             | tools | got an empty array",
        "{'model':'m','tools':[{'type':'x'}]} | tools[0].type | Invalid value: 'x'",
      })
  void refusesOptions(String body, String field, String reason) {
    refused(post(body), field == null ? "" : field, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'a b'}                              | .name | must match",
        "{'name':'f','parameters':'x'}               | .parameters | must be an object",
        "{'name':'f','parameters':{'type':'array'}}  | .parameters | schema must be of type",
        "{'name':'f','parameters':{'type':'object','properties':{},'required':['x']}}"
            + " | .parameters.required | 'x' is required but not in properties",
      })
  void refusesTools(String function, String field, String reason) {
    refused(
        post(
            "{'model':'m','messages':["
                + USER
                + "],'tools':[{'type':'function','function':"
                + function
                + "}]}"),
        "tools[0].function" + field,
        reason);
  }

  @Test
  void refusesRolesAndContents() {
    refused(messages("{'role':'robot','content':'x'}"), "messages[0].role", "Invalid value");
    sim.forget();
    refused(messages("{'role':'user'}"), "messages[0].content", "got nothing");
    sim.forget();
    refused(
        messages(USER, "{'role':'assistant','content':null}"),
        "messages[1].content",
        "needs 'content' or 'tool_calls'");
    sim.forget();
    refused(
        messages("{'role':'user','content':[{'type':'input_text','text':'x'}]}"),
        "messages[0].content[0].type",
        "Invalid value: 'input_text'");
  }

  @Test
  void refusesUnpairedTools() {
    refused(messages(USER, CALL), "messages", "did not have response messages: c1");
    sim.forget();
    refused(messages(USER, CALL, USER, RESULT), "messages[2]", "must be followed by tool messages");
    sim.forget();
    refused(messages(USER, RESULT), "messages[1].tool_call_id", "No tool call found");
    sim.forget();
    refused(
        messages(USER, CALL, RESULT, RESULT), "messages[3].tool_call_id", "more than one result");
    sim.forget();
    refused(
        messages(
            USER,
            CALL.replace(
                "[{",
                "[{'id':'c1','type':'function','function':" + "{'name':'f','arguments':'{}'}},{")),
        "messages[1].tool_calls[1].id",
        "must be unique");
    sim.forget();
    refused(
        messages(USER, CALL.replace("'{}'", "{}"), RESULT),
        "messages[1].tool_calls[0].function.arguments",
        "must be a string, got an object");
  }
}
