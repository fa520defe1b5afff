package dev.latchkey.simulator;

import static dev.latchkey.simulator.Client.ANTHROPIC;
import static dev.latchkey.simulator.Client.COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Reply;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OdditiesTest {
  private static final Answer X = Reply.chunks("x").odd(Oddity.BARE_CHUNKS);
  private static final String ROLE = "{'choices':[" + choice("'role':'assistant','content':''");
  private static final String CONTENT = "{'choices':[" + choice("'content':'x'");
  private static final String STOP = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private static String choice(String delta) {
    return "{'index':0,'delta':{" + delta + "},'finish_reason':null}]}";
  }

  private String stream(Answer answer) {
    sim.enqueue(answer);
    return client.ask(COMPLETIONS, "hi", true).body().replace('"', '\'');
  }

  @Test
  void variesLines() {
    assertThat(stream(X.odd(Oddity.CRLF)))
        .isEqualTo(
            "data: %s\r\n\r\ndata: %s\r\n\r\ndata: %s\r\n\r\ndata: [DONE]\r\n\r\n"
                .formatted(ROLE, CONTENT, STOP));
    assertThat(stream(X.odd(Oddity.CR_ONLY, Oddity.NO_DONE)))
        .isEqualTo("data: %s\r\rdata: %s\r\rdata: %s\r\r".formatted(ROLE, CONTENT, STOP));
    assertThat(stream(X.odd(Oddity.NO_FINAL_NEWLINE, Oddity.NO_SPACE_AFTER_DATA)))
        .isEqualTo("data:%s\n\ndata:%s\n\ndata:%s\n\ndata:[DONE]".formatted(ROLE, CONTENT, STOP));
    assertThat(stream(X.odd(Oddity.MULTI_LINE_DATA)))
        .startsWith("data: {\ndata: 'choices'")
        .contains("]\ndata: }\n\n");
    assertThat(stream(X.odd(Oddity.COMMENTS, Oddity.EXTRA_FIELDS, Oddity.BYTE_ORDER_MARK)))
        .startsWith("\uFEFF: keep-alive\n\nid: 0\nretry: 3000\ndata: {");
  }

  @Test
  void variesChunks() {
    assertThat(stream(X.odd(Oddity.EMPTY_CHOICES_FIRST)))
        .startsWith("data: {'choices':[],'prompt_filter_results':[");
    assertThat(stream(X.odd(Oddity.EMPTY_TOOL_CALLS))).contains("{'content':'x','tool_calls':[]}");
    assertThat(stream(X.odd(Oddity.CONTENT_AS_PARTS)))
        .contains("{'content':[{'type':'text','text':'x'}]}");
    assertThat(stream(X.odd(Oddity.NULL_CONTENT))).contains("'role':'assistant','content':null");
    assertThat(stream(X.odd(Oddity.NULL_USAGE))).contains("'finish_reason':null}],'usage':null}");
    assertThat(stream(X.odd(Oddity.USAGE_EVERY_CHUNK)).split("'usage':", -1)).hasSize(5);
    assertThat(stream(X.finish(Finish.MISSING))).doesNotContain("stop");
    assertThat(stream(X.finish(Finish.UNKNOWN))).contains("'finish_reason':'eos_of_some_kind'");
    assertThat(stream(X.part(new Part.Raw(": raw\n\n")))).contains("\n\n: raw\n\n");
  }

  @Test
  void givesTwoChoices() {
    assertThat(stream(Reply.answer().text("a").text("b").odd(Oddity.TWO_CHOICES)))
        .contains("[{'index':0,'delta':{'content':'a'}", "[{'index':1,'delta':{'content':'b'}");
  }

  @Test
  void answersInTheOtherManner() {
    sim.enqueue(Reply.text("x").odd(Oddity.WHOLE_DESPITE_STREAM));
    HttpResponse<String> whole = client.ask(COMPLETIONS, "hi", true);
    assertThat(whole.body()).startsWith("{");
    assertThat(whole.headers().firstValue("content-type")).hasValue("application/json");
    sim.enqueue(Reply.text("x").odd(Oddity.STREAM_DESPITE_WHOLE, Oddity.NO_CONTENT_TYPE));
    HttpResponse<String> streamed = client.ask(COMPLETIONS, "hi", false);
    assertThat(streamed.body()).startsWith("data: {");
    assertThat(streamed.headers().firstValue("content-type")).isEmpty();
  }

  @Test
  void leavesOutEventLines() {
    sim.enqueue(Reply.text("x").odd(Oddity.NO_EVENT_LINES, Oddity.NO_DONE, Oddity.NO_USAGE));
    assertThat(client.ask(ANTHROPIC, "hi", true).body())
        .doesNotContain("event:", "usage", "message_stop");
  }
}
