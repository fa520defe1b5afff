package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicChecksTest {
  private static final String USER = "{'role':'user','content':[{'type':'text','text':'hi'}]}";
  private static final String CALL =
      "{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'f','input':{}}]}";
  private static final String RESULT_BLOCK =
      "{'type':'tool_result','tool_use_id':'t1','content':'ok'}";
  private static final String RESULT = "{'role':'user','content':[" + RESULT_BLOCK + "]}";

  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private HttpResponse<String> post(String fields) {
    return client.post(
        Client.ANTHROPIC, json("{'model':'m'," + fields + "}"), "anthropic-version", "2023-06-01");
  }

  private HttpResponse<String> messages(String... messages) {
    return post("'max_tokens':9,'messages':[" + String.join(",", messages) + "]");
  }

  private void refused(HttpResponse<String> response, String field, String reason) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_");
    assertThat(sim.violations())
        .last()
        .satisfies(v -> {
          assertThat(v.field()).isEqualTo(field);
          assertThat(v.reason()).contains(reason);
        });
  }

  @Test
  void takesEveryLegalShape() {
    assertThat(
            messages(
                    "{'role':'user','content':'hi'}",
                    "{'role':'assistant','content':[{'type':'thinking','thinking':'w',"
                        + "'signature':'s'},{'type':'redacted_thinking','data':'d'},"
                        + "{'type':'tool_use','id':'t1','name':'f','input':{}}]}",
                    "{'role':'user','content':[" + RESULT_BLOCK + ",{'type':'text','text':'and'}]}",
                    "{'role':'assistant','content':'ok'}",
                    USER)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            post("'max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':1024},"
                    + "'system':[{'type':'text','text':'be','cache_control':{'type':"
                    + "'ephemeral'}}],'tools':[{'name':'f','input_schema':{'type':'object'}}],"
                    + "'messages':["
                    + USER
                    + "]")
                .statusCode())
        .isEqualTo(200);
    assertThat(sim.violations()).isEmpty();
  }

  @Test
  void refusesOptions() {
    String user = ",'messages':[" + USER + "]";
    refused(post("'messages':[" + USER + "]"), "max_tokens", "Field required");
    refused(post("'max_tokens':9,'store':true" + user), "store", "Extra inputs");
    refused(post("'max_tokens':9,'temperature':1.5" + user), "temperature", "from 0.0 to 1.0");
    refused(
        post("'max_tokens':1024,'thinking':{'type':'enabled','budget_tokens':1024}" + user),
        "thinking.budget_tokens",
        "less than max_tokens");
    refused(
        post(
            "'max_tokens':2048,'temperature':0,'thinking':{'type':'enabled','budget_tokens':1024}"
                + user),
        "temperature",
        "when thinking is enabled");
    refused(
        post("'max_tokens':9,'system':[{'type':'text','text':''}]" + user),
        "system[0].text",
        "an empty string");
    refused(
        post("'max_tokens':9,'tools':[{'name':'f'}]" + user),
        "tools[0].input_schema",
        "must be an object");
    refused(
        client.post(Client.ANTHROPIC, json("{'model':'m','max_tokens':9" + user + "}")),
        "",
        "anthropic-version: header is required");
  }

  @Test
  void refusesTooManyCacheMarks() {
    String block = "{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}";
    String five = String.join(",", block, block, block, block, block);
    refused(messages("{'role':'user','content':[" + five + "]}"), "cache_control", "Found 5");
  }

  @Test
  void refusesTurnsOutOfOrder() {
    refused(messages(USER, USER), "messages[1].role", "roles must alternate");
    refused(messages("{'role':'assistant','content':'x'}"), "messages[0].role", "alternate");
    refused(messages("{'role':'system','content':'x'}"), "messages[0].role", "Invalid value");
    refused(
        messages("{'role':'user','content':[{'type':'text','text':' '}]}"),
        "messages[0].content[0].text",
        "must be non-empty");
    refused(messages("{'role':'user','content':[]}"), "messages[0].content", "non-empty");
  }

  @Test
  void refusesUnpairedTools() {
    refused(messages(USER, CALL), "messages[2]", "without `tool_result` blocks");
    refused(messages(USER, CALL, USER), "messages[2].content", "immediately after: t1");
    refused(messages(RESULT), "messages[0].content[0]", "unexpected `tool_use_id`");
    refused(
        messages(
            USER, CALL, "{'role':'user','content':[" + RESULT_BLOCK + "," + RESULT_BLOCK + "]}"),
        "messages[2].content[1]",
        "single result");
    refused(
        messages(
            USER,
            CALL,
            "{'role':'user','content':[{'type':'text','text':'x'}," + RESULT_BLOCK + "]}"),
        "messages[2].content[1]",
        "must come first");
    refused(
        messages(USER, CALL, RESULT, CALL, RESULT),
        "messages[3].content[0].id",
        "ids must be unique");
    refused(
        messages(USER, CALL.replace("t1", "t:1"), RESULT),
        "messages[1].content[0].id",
        "must match");
  }

  @Test
  void refusesUnsignedThinking() {
    refused(
        messages(USER, "{'role':'assistant','content':[{'type':'thinking','thinking':'w'}]}"),
        "messages[1].content[0].signature",
        "got nothing");
  }
}
