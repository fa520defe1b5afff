package dev.latchkey.simulator;

import static dev.latchkey.simulator.Bodies.json;
import static dev.latchkey.simulator.Client.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Spelling;
import dev.latchkey.simulator.script.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompletionsWireTest {
  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  /** Streams an answer and strips the parts that vary. */
  private String stream(Answer answer) {
    sim.enqueue(answer);
    return client
        .ask(COMPLETIONS, "hi", true)
        .body()
        .replaceAll("\"created\":\\d+", "\"created\":0")
        .replace('"', '\'');
  }

  private static String chunk(String delta, String finish) {
    return "data: {'id':'chatcmpl-1','object':'chat.completion.chunk','created':0,'model':'m',"
        + "'choices':[{'index':0,'delta':"
        + delta
        + ",'finish_reason':"
        + finish
        + "}]}\n\n";
  }

  @Test
  void streamsTextWordByWord() {
    assertThat(stream(Reply.text("Hello \u00e4 world")))
        .isEqualTo(
            chunk("{'role':'assistant','content':''}", "null")
                + chunk("{'content':'Hello'}", "null")
                + chunk("{'content':' \u00e4'}", "null")
                + chunk("{'content':' world'}", "null")
                + chunk("{}", "'stop'")
                + "data: [DONE]\n\n");
  }

  @Test
  void reportsUsageLastWhenAsked() {
    sim.enqueue(Reply.text("x").usage(new Usage(10, 5, 4, 0, 2)));
    String body =
        client
            .post(
                COMPLETIONS,
                json(
                    "{'model':'m','stream':true,'stream_options':{'include_usage':true},"
                        + "'messages':[{'role':'user','content':'hi'}]}"))
            .body();
    assertThat(body.replace('"', '\''))
        .endsWith(
            "'choices':[],'usage':{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,"
                + "'prompt_tokens_details':{'cached_tokens':4},"
                + "'completion_tokens_details':{'reasoning_tokens':2}}}\n\ndata: [DONE]\n\n");
  }

  @Test
  void splitsParallelToolCalls() {
    Answer answer =
        Reply.answer()
            .toolCall("a", "f", "{\"x\":1}")
            .toolCall("", "g", "")
            .chunked(4)
            .odd(Oddity.NO_DONE);
    assertThat(stream(answer))
        .isEqualTo(
            chunk("{'role':'assistant','content':''}", "null")
                + chunk(
                    "{'tool_calls':[{'index':0,'id':'a','type':'function',"
                        + "'function':{'name':'f','arguments':''}}]}",
                    "null")
                + chunk("{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\''}}]}", "null")
                + chunk("{'tool_calls':[{'index':0,'function':{'arguments':':1}'}}]}", "null")
                + chunk(
                    "{'tool_calls':[{'index':1,'id':'call_1_1','type':'function',"
                        + "'function':{'name':'g','arguments':''}}]}",
                    "null")
                + chunk("{}", "'tool_calls'"));
  }

  @Test
  void spellsReasoningAsAsked() {
    assertThat(stream(Reply.answer().reasoning("why", Spelling.REASONING).text("so")))
        .contains("{'reasoning':'why'}");
    assertThat(stream(Reply.answer().reasoning("why").text("so")))
        .contains("{'reasoning_content':'why'}");
    assertThat(stream(Reply.answer().reasoning("why", Spelling.THINK_TAGS).text("so")))
        .contains("{'content':'<think>'}", "{'content':'why'}", "{'content':'</think>\\n\\n'}");
  }

  @Test
  void breaksToolCallsAsServersDo() {
    Answer call = Reply.toolCall("f", "{\"x\":1}");
    assertThat(stream(call.odd(Oddity.OBJECT_ARGUMENTS, Oddity.NO_TOOL_INDEX)))
        .contains(
            "[{'id':'call_1_0','type':'function','function':{'name':'f','arguments':{'x':1}}}]");
    assertThat(stream(call.odd(Oddity.NO_ARGUMENTS, Oddity.NO_TOOL_ID, Oddity.NO_TOOL_TYPE)))
        .contains("[{'index':0,'function':{'name':'f'}}]");
    assertThat(stream(call.odd(Oddity.STOP_WITH_TOOLS))).contains("'finish_reason':'stop'");
  }

  @Test
  void answersInOneDocument() {
    sim.enqueue(
        Reply.answer()
            .reasoning("why")
            .text("Hi")
            .toolCall("a", "f", "{}")
            .finish(Finish.LENGTH)
            .model("other")
            .usage(Usage.of(3, 4)));
    assertThat(
            client
                .ask(COMPLETIONS, "hi", false)
                .body()
                .replaceAll("\"created\":\\d+", "\"created\":0")
                .replace('"', '\''))
        .isEqualTo(
            "{'id':'chatcmpl-1','object':'chat.completion','created':0,'model':'other',"
                + "'choices':[{'index':0,'message':{'role':'assistant','content':'Hi',"
                + "'reasoning_content':'why','tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]},'finish_reason':'length'}],"
                + "'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7,"
                + "'prompt_tokens_details':{'cached_tokens':0},"
                + "'completion_tokens_details':{'reasoning_tokens':0}}}");
  }
}
