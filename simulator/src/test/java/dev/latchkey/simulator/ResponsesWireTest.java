package dev.latchkey.simulator;

import static dev.latchkey.simulator.Client.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Answer;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponsesWireTest {
  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  private List<String> stream(Answer answer) {
    sim.enqueue(answer);
    String body =
        client
            .ask(RESPONSES, "hi", true)
            .body()
            .replaceAll("\"created_at\":\\d+", "\"created_at\":0")
            .replace('"', '\'');
    return List.of(body.split("\n\n", -1));
  }

  @Test
  void streamsTextWithAllItsEvents() {
    String item =
        "{'id':'msg_1_0','type':'message','status':'completed','role':'assistant',"
            + "'content':[{'type':'output_text','text':'Hi you','annotations':[]}]}";
    String at = "'item_id':'msg_1_0','output_index':0,'content_index':0";
    assertThat(stream(Reply.text("Hi you").usage(new Usage(9, 8, 7, 0, 6))))
        .containsExactly(
            event("response.created", ",'sequence_number':0,'response':" + started()),
            event("response.in_progress", ",'sequence_number':1,'response':" + started()),
            event(
                "response.output_item.added",
                ",'sequence_number':2,'output_index':0,'item':{'id':'msg_1_0','type':'message',"
                    + "'status':'in_progress','role':'assistant','content':[]}"),
            event(
                "response.content_part.added",
                ","
                    + at
                    + ",'sequence_number':3,'part':{'type':'output_text','text':'',"
                    + "'annotations':[]}"),
            event("response.output_text.delta", "," + at + ",'sequence_number':4,'delta':'Hi'"),
            event("response.output_text.delta", "," + at + ",'sequence_number':5,'delta':' you'"),
            event("response.output_text.done", "," + at + ",'sequence_number':6,'text':'Hi you'"),
            event(
                "response.content_part.done",
                ","
                    + at
                    + ",'sequence_number':7,'part':{'type':'output_text','text':'Hi you',"
                    + "'annotations':[]}"),
            event(
                "response.output_item.done",
                ",'sequence_number':8,'output_index':0,'item':" + item),
            event(
                "response.completed",
                ",'sequence_number':9,'response':{'id':'resp_1','object':'response',"
                    + "'created_at':0,'status':'completed','model':'m','error':null,"
                    + "'incomplete_details':null,'output':["
                    + item
                    + "],'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':7},"
                    + "'output_tokens':8,'output_tokens_details':{'reasoning_tokens':6},"
                    + "'total_tokens':17}}"),
            "");
  }

  private static String started() {
    return "{'id':'resp_1','object':'response','created_at':0,'status':'in_progress','model':'m',"
        + "'error':null,'incomplete_details':null,'output':[],'usage':null}";
  }

  private static String event(String type, String rest) {
    return "event: " + type + "\ndata: {'type':'" + type + "'" + rest + "}";
  }

  @Test
  void streamsReasoningAndToolCalls() {
    String all =
        String.join("\n", stream(Reply.answer().reasoning("why").toolCall("c1", "f", "{\"x\":1}")));
    assertThat(all)
        .contains(
            "'item':{'id':'rs_1_0','type':'reasoning','summary':[]}",
            "response.reasoning_summary_text.delta",
            "'item':{'id':'rs_1_0','type':'reasoning','summary':[{'type':'summary_text',"
                + "'text':'why'}],'encrypted_content':'c2ltdWxhdGVkLXNlYWw='}",
            "'item':{'id':'fc_1_1','type':'function_call','status':'in_progress','call_id':'c1',"
                + "'name':'f','arguments':''}",
            "'item_id':'fc_1_1','output_index':1,'sequence_number':9,'delta':'{\\'x\\':1}'",
            "'item':{'id':'fc_1_1','type':'function_call','status':'completed','call_id':'c1',"
                + "'name':'f','arguments':'{\\'x\\':1}'}");
  }

  @Test
  void endsIncomplete() {
    assertThat(stream(Reply.text("x").finish(Finish.LENGTH)).get(8))
        .startsWith("event: response.incomplete\n")
        .contains("'status':'incomplete'", "'incomplete_details':{'reason':'max_output_tokens'}");
  }

  @Test
  void answersInOneDocument() {
    sim.enqueue(Reply.text("Hi").usage(Usage.of(1, 2)));
    assertThat(client.ask(RESPONSES, "hi", false).body().replace('"', '\''))
        .startsWith("{'id':'resp_1','object':'response',")
        .contains("'output':[{'id':'msg_1_0','type':'message','status':'completed'");
  }
}
