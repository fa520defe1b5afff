package dev.latchkey.simulator;

import static dev.latchkey.simulator.Client.ANTHROPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicWireTest {
  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private String answer(Answer answer, boolean stream) {
    sim.enqueue(answer);
    return client.ask(ANTHROPIC, "hi", stream).body().replace('"', '\'');
  }

  private static String event(String type, String rest) {
    return "event: " + type + "\ndata: {'type':'" + type + "'" + rest + "}\n\n";
  }

  @Test
  void streamsThinkingTextAndToolUse() {
    Answer answer =
        Reply.answer()
            .reasoning("why")
            .part(new Part.Redacted("secret"))
            .text("Hi")
            .toolCall("t1", "f", "{\"x\":1}")
            .usage(new Usage(10, 5, 3, 2, 0));
    assertThat(answer(answer, true))
        .isEqualTo(
            event(
                    "message_start",
                    ",'message':{'id':'msg_1','type':'message','role':'assistant','model':'m',"
                        + "'content':[],'stop_reason':null,'stop_sequence':null,"
                        + "'usage':{'input_tokens':5,'cache_creation_input_tokens':2,"
                        + "'cache_read_input_tokens':3,'output_tokens':1}}")
                + event("ping", "")
                + start(0, "{'type':'thinking','thinking':'','signature':''}")
                + delta(0, "{'type':'thinking_delta','thinking':'why'}")
                + delta(0, "{'type':'signature_delta','signature':'c2ltdWxhdGVkLXNlYWw='}")
                + event("content_block_stop", ",'index':0")
                + start(1, "{'type':'redacted_thinking','data':'secret'}")
                + event("content_block_stop", ",'index':1")
                + start(2, "{'type':'text','text':''}")
                + delta(2, "{'type':'text_delta','text':'Hi'}")
                + event("content_block_stop", ",'index':2")
                + start(3, "{'type':'tool_use','id':'t1','name':'f','input':{}}")
                + delta(3, "{'type':'input_json_delta','partial_json':''}")
                + delta(3, "{'type':'input_json_delta','partial_json':'{\\'x\\':1}'}")
                + event("content_block_stop", ",'index':3")
                + event(
                    "message_delta",
                    ",'delta':{'stop_reason':'tool_use','stop_sequence':null},"
                        + "'usage':{'output_tokens':5}")
                + event("message_stop", ""));
  }

  private static String start(int index, String block) {
    return event("content_block_start", ",'index':" + index + ",'content_block':" + block);
  }

  private static String delta(int index, String delta) {
    return event("content_block_delta", ",'index':" + index + ",'delta':" + delta);
  }

  @Test
  void answersInOneDocument() {
    assertThat(answer(Reply.text("Hi").usage(Usage.of(1, 2)), false))
        .isEqualTo(
            "{'id':'msg_1','type':'message','role':'assistant','model':'m',"
                + "'content':[{'type':'text','text':'Hi'}],'stop_reason':'end_turn',"
                + "'stop_sequence':null,'usage':{'input_tokens':1,"
                + "'cache_creation_input_tokens':0,'cache_read_input_tokens':0,"
                + "'output_tokens':2}}");
  }
}
