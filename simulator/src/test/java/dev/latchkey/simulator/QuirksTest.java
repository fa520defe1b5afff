package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static dev.latchkey.simulator.Client.ANTHROPIC;
import static dev.latchkey.simulator.Client.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.ErrorShape;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.SimulatedModel;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuirksTest {
  private static final String CALLS =
      "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";

  private static HttpResponse<String> post(SimulatorOptions options, String body) {
    try (Simulator sim = Simulator.start(options)) {
      return new Client(sim).post(COMPLETIONS, json(body));
    }
  }

  private static String with(String fields) {
    return "{'model':'m','messages':[{'role':'user','content':'hi'}]," + fields + "}";
  }

  private static String messages(String messages) {
    return "{'model':'m','messages':[" + messages + "]}";
  }

  private static String called(String assistant) {
    return messages(
        "{'role':'user','content':'hi'},{'role':'assistant',"
            + assistant
            + ","
            + CALLS
            + "},{'role':'tool','tool_call_id':'c','content':'ok'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NO_MAX_TOKENS            | 'max_tokens':5 | max_tokens",
        "NO_MAX_COMPLETION_TOKENS | 'max_completion_tokens':5 | max_completion_tokens",
        "NO_STREAM_OPTIONS        | 'stream':true,'stream_options':{} | stream_options",
        "NO_STORE                 | 'store':false | store",
        "NO_TEMPERATURE           | 'temperature':0 | temperature",
        "NO_TOP_P                 | 'top_p':1 | top_p",
        "NO_REASONING_OPTIONS     | 'reasoning_effort':'low' | reasoning_effort",
        "NO_PROMPT_CACHE_KEY      | 'prompt_cache_key':'x' | prompt_cache_key",
        "NO_STREAMING             | 'stream':true | stream",
        "STREAMING_ONLY           | 'n':1 | stream",
        "NO_UNKNOWN_FIELDS        | 'vendor_thing':1 | vendor_thing",
      })
  void refusesFields(Quirk quirk, String fields, String param) {
    HttpResponse<String> response = post(SimulatorOptions.defaults().quirks(quirk), with(fields));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"" + param + "\"");
    assertThat(post(SimulatorOptions.defaults(), with(fields)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesMessages() {
    SimulatorOptions mistral = SimulatorOptions.defaults().quirks(Quirk.NO_CONTENT_WITH_TOOL_CALLS);
    assertThat(post(mistral, called("'content':'x'")).body()).contains("but not both");
    assertThat(post(mistral, called("'content':''")).statusCode()).isEqualTo(200);
    SimulatorOptions strings =
        SimulatorOptions.defaults().quirks(Quirk.NO_NULL_CONTENT, Quirk.NO_CONTENT_PARTS);
    assertThat(post(strings, called("'content':null")).body()).contains("got null");
    assertThat(
            post(strings, messages("{'role':'user','content':[{'type':'text','text':'x'}]}"))
                .body())
        .contains("got an array");
    SimulatorOptions deepSeek = SimulatorOptions.defaults().quirks(Quirk.REASONING_REPLAY);
    assertThat(post(deepSeek, called("'content':''")).body()).contains("Missing `reasoning_");
    assertThat(post(deepSeek, called("'content':'','reasoning_content':'w'")).statusCode())
        .isEqualTo(200);
    SimulatorOptions roles = SimulatorOptions.defaults().quirks(Quirk.NO_DEVELOPER_ROLE);
    assertThat(post(roles, messages("{'role':'developer','content':'x'}")).body())
        .contains("does not support 'developer'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OPENAI  | 400 | {'error':{'message':'%s','type':'invalid_request_error','param':'store','code':'unsupported_parameter'}}",
        "AZURE   | 400 | {'error':{'code':'unsupported_parameter','message':'%s'}}",
        "ANTHROPIC | 400 | {'type':'error','error':{'type':'invalid_request_error','message':'%s'},'request_id':'req_1'}",
        "FASTAPI | 422 | {'detail':[{'type':'extra_forbidden','loc':['body','store'],'msg':'Extra inputs are not permitted'}]}",
        "GEMINI  | 400 | [{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name \\'store\\': Cannot find field.','status':'INVALID_ARGUMENT'}}]",
        "MISTRAL | 422 | {'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','store'],'msg':'Extra inputs are not permitted'}]},'type':'invalid_request_error','param':'store','code':'unsupported_parameter'}",
        "STRING  | 400 | {'error':'%s'}",
        "FLAT    | 400 | {'object':'error','message':'%s','type':'invalid_request_error','param':'store','code':'unsupported_parameter'}",
        "LIST    | 400 | {'errors':[{'message':'%s'}]}",
        "TEXT    | 400 | %s",
      })
  void writesErrorsInTheirShape(ErrorShape shape, int status, String body) {
    HttpResponse<String> response =
        post(
            SimulatorOptions.defaults().quirks(Quirk.NO_STORE).errorShape(shape),
            with("'store':true"));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body())
        .isEqualTo(
            body.replace('\'', '"')
                .formatted("Unsupported parameter: 'store' is not supported with this model."));
  }

  @Test
  void wantsTheKeyWhereTheProviderWantsIt() {
    try (Simulator sim = Simulator.start(SimulatorOptions.defaults().key("k"))) {
      Client client = new Client(sim);
      String chat = json(with("'stream':false"));
      String azure = "/openai/v1/chat/completions";
      String claude = Bodies.user(ANTHROPIC, "hi", false);
      String[] version = {"anthropic-version", "1", "x-api-key", "k"};
      assertThat(client.post(COMPLETIONS, chat, "authorization", "Bearer k").statusCode())
          .isEqualTo(200);
      assertThat(client.post(azure, chat, "api-key", "k").statusCode()).isEqualTo(200);
      assertThat(client.post(ANTHROPIC, claude, version).statusCode()).isEqualTo(200);
      assertThat(client.get("/v1/models", "authorization", "Bearer k").statusCode()).isEqualTo(200);
      assertThat(client.post(COMPLETIONS, chat, "api-key", "k").statusCode()).isEqualTo(401);
      assertThat(client.post(COMPLETIONS, chat, "authorization", "Bearer x").body())
          .contains("invalid_api_key")
          .doesNotContain("Bearer x");
      assertThat(client.get("/v1/models").statusCode()).isEqualTo(401);
      assertThat(sim.requests().toString()).doesNotContain("Bearer");
    }
  }

  @Test
  void knowsOnlyItsModels() {
    SimulatorOptions options = SimulatorOptions.defaults().only(SimulatedModel.named("real"));
    assertThat(post(options, with("'n':1")).body()).contains("model_not_found");
    try (Simulator sim = Simulator.start(options)) {
      String azure = "/openai/deployments/m/chat/completions?api-version=1";
      assertThat(new Client(sim).post(azure, json(with("'n':1"))).body())
          .contains("does not exist");
    }
  }
}
