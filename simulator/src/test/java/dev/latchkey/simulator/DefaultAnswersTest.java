package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static dev.latchkey.simulator.Client.ANTHROPIC;
import static dev.latchkey.simulator.Client.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultAnswersTest {
  private static final String TOOL =
      "'tools':[{'type':'function','function':{'name':'get_weather','parameters':{'type':'object',"
          + "'properties':{'city':{'type':'string'},'days':{'type':'integer'},"
          + "'unit':{'enum':['C','F']}},'required':['city','days','unit']}}}]";

  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private static String content(String body) {
    return body.replaceAll("(?s).*\"content\":\"([^\"]*)\".*", "$1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "What is 2+2?                    | [simulated] 2+2 = 4",
        "How much is (1 + 2) * 3.5 - 4/8 | [simulated] (1 + 2) * 3.5 - 4/8 = 10",
        "5 / 0 or else 7 × 6             | [simulated] 7 × 6 = 42",
        "Since 2026-11-22 or in a/1/2: 3*3? | [simulated] 3*3 = 9",
        "Say exactly: blue               | blue",
        "Tell me a joke  | [simulated] No model is connected, so this is no real answer. You said: Tell me a joke",
      })
  void answersSensibly(String prompt, String answer) {
    assertThat(content(client.ask(COMPLETIONS, prompt, false).body())).isEqualTo(answer);
  }

  /** On Anthropic's wire what the user says next may stand in the message of the results. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                        | The tool returned: rain",
        ",{'type':'text','text':'What is 2+2?'}  | 2+2 = 4",
      })
  void theLastWordIsAnsweredAlsoBesideResults(String words, String answer) {
    String body =
        "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Weather?'},"
            + "{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'w','input':{}}]},"
            + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1',"
            + "'content':'rain'}"
            + (words == null ? "" : words)
            + "]}],'tools':[{'name':'w','input_schema':{'type':'object'}}]}";

    assertThat(client.post(ANTHROPIC, json(body), "anthropic-version", "2023-06-01").body())
        .contains("[simulated] " + answer);
    assertThat(sim.lastRequest().toolResults()).hasSize(words == null ? 1 : 0);
  }

  @Test
  void callsToolsWhenAskedTo() {
    String prompt = "{'model':'m','messages':[{'role':'user','content':'%s'}]," + TOOL + "}";
    assertThat(
            client
                .post(COMPLETIONS, json(prompt.formatted("Please use the tool get_weather now.")))
                .body())
        .contains(
            "\"arguments\":\"{\\\"city\\\":\\\"simulated city\\\",\\\"days\\\":1,"
                + "\\\"unit\\\":\\\"C\\\"}\"");
    assertThat(
            client
                .post(
                    COMPLETIONS,
                    json(prompt.formatted("Call get_weather with {\\\\'city\\\\':\\\\'Rome\\\\'}"))
                        .replace("\\\\\"", "\\\""))
                .body())
        .contains("\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"");
  }

  @Test
  void repeatsToolResults() {
    assertThat(
            content(
                client
                    .post(
                        COMPLETIONS,
                        json(
                            "{'model':'m','messages':[{'role':'user','content':'go'},"
                                + "{'role':'assistant','content':null,'tool_calls':[{'id':'c',"
                                + "'type':'function','function':{'name':'f','arguments':'{}'}}]},"
                                + "{'role':'tool','tool_call_id':'c','content':'sunny'}]}"))
                    .body()))
        .isEqualTo("[simulated] The tool returned: sunny");
  }
}
