package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponsesChecksTest {
  private static final String USER =
      "{'type':'message','role':'user','content':[{'type':'input_text','text':'hi'}]}";
  private static final String REASONING =
      "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'x'}";
  private static final String CALL =
      "{'type':'function_call','id':'fc_1','call_id':'c1','name':'f','arguments':'{}'}";
  private static final String OUTPUT =
      "{'type':'function_call_output','call_id':'c1','output':'ok'}";

  private final Simulator sim = Simulator.start();

  @AfterEach
  void stop() {
    sim.close();
  }

  private HttpResponse<String> post(String fields) {
    return new Client(sim)
        .post(Client.RESPONSES, json("{'model':'m','store':false," + fields + "}"));
  }

  private HttpResponse<String> input(String... items) {
    return post("'input':[" + String.join(",", items) + "]");
  }

  private void refused(HttpResponse<String> response, String field, String reason) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(sim.violations())
        .last()
        .satisfies(v -> {
          assertThat(v.field()).isEqualTo(field);
          assertThat(v.reason()).contains(reason);
        });
  }

  @Test
  void takesEveryLegalShape() {
    assertThat(post("'input':'hi','instructions':'be'").statusCode()).isEqualTo(200);
    assertThat(
            input(
                    USER,
                    REASONING,
                    CALL,
                    OUTPUT,
                    "{'type':'message','id':'msg_1','role':'assistant','status':'completed',"
                        + "'content':[{'type':'output_text','text':'a','annotations':[]}]}",
                    "{'role':'user','content':'short form'}")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            post("'input':'hi','tools':[{'type':'function','name':'f','parameters':"
                    + "{'type':'object','properties':{}},'strict':false}]")
                .statusCode())
        .isEqualTo(200);
    assertThat(sim.violations()).isEmpty();
  }

  @Test
  void refusesForeignFields() {
    refused(post("'input':'hi','max_tokens':1"), "max_tokens", "Unsupported parameter");
    refused(post("'messages':[]"), "messages", "belongs to Chat Completions");
    refused(post("'input':'hi','instructions':['x']"), "instructions", "must be a string");
    refused(post("'input':''"), "input", "an empty string");
    refused(
        post("'input':'hi','tools':[{'type':'function','function':{'name':'f'}}]"),
        "tools[0].name",
        "got nothing");
  }

  @Test
  void refusesUnpairedTools() {
    refused(input(USER, CALL), "input", "c1");
    refused(input(USER, OUTPUT), "input[1].call_id", "No tool call found");
    refused(input(USER, CALL, OUTPUT, OUTPUT), "input[3].call_id", "more than one result");
    refused(input(USER, CALL, USER, OUTPUT), "input[2]", "c1");
  }

  @Test
  void refusesLooseReasoning() {
    refused(input(USER, REASONING, USER), "input[1]", "without its required following item");
    refused(input(USER, REASONING), "input[1]", "without its required following item");
    refused(
        input(USER, REASONING.replace(",'encrypted_content':'x'", ""), CALL, OUTPUT),
        "input[1]",
        "not persisted");
  }

  @Test
  void refusesWrongIdsAndContents() {
    refused(input(USER, CALL.replace("fc_1", "call_1"), OUTPUT), "input[1].id", "begins with 'fc'");
    refused(
        input("{'type':'message','role':'assistant','content':[{'type':'input_text','text':'x'}]}"),
        "input[0].content[0].type",
        "Invalid value: 'input_text'");
    refused(input("{'type':'nonsense'}"), "input[0].type", "Invalid value: 'nonsense'");
  }
}
