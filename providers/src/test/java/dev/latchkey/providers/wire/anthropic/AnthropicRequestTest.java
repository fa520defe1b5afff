package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnthropicRequestTest {
  private static final Quirks UNMARKED =
      Quirks.DEFAULT.with().promptCaching(false).toolMedia(true).build();

  private static JsonNode tree(String json) {
    return Objects.requireNonNull(WireJson.tree(json));
  }

  private static String encode(ModelRequest request, Quirks quirks) {
    return new String(new AnthropicWire().encode(request, quirks), StandardCharsets.UTF_8);
  }

  /** The messages of a conversation, without cache breakpoints. */
  private static String messages(Message... messages) {
    return messages(UNMARKED, messages);
  }

  private static String messages(Quirks quirks, Message... messages) {
    ModelRequest request =
        ModelRequest.builder("claude-sonnet-4-5").messages(List.of(messages)).build();
    return tree(encode(request, quirks)).path("messages").toString();
  }

  private static Message assistant(Content... blocks) {
    return new Message(Role.ASSISTANT, List.of(blocks));
  }

  private static Message result(String id, boolean failed, Content... content) {
    return Message.results(List.of(new Content.ToolResult(id, List.of(content), failed)));
  }

  private static Content.Reasoning reasoning(Family family, String text, String data) {
    return new Content.Reasoning(text, new ReasoningSeal(family, null, data, null));
  }

  @Test
  void sendsOnlyWhatIsSet() {
    ModelRequest request =
        ModelRequest.builder("llama").messages(List.of(Message.user("Hi"))).build();

    assertThat(encode(request, UNMARKED))
        .isEqualTo(
            """
            {"model":"llama","max_tokens":8192,"messages":[{"role":"user","content":[\
            {"type":"text","text":"Hi"}]}],"stream":true}\
            """);
  }

  @Test
  void sendsEverythingThatIsSet() {
    ModelRequest request =
        ModelRequest.builder("claude-opus-4-6")
            .system("Be brief.")
            .messages(List.of(Message.user("Hi")))
            .tools(
                List.of(
                    new ToolSpec("time", "Tells the time.", tree("{}")),
                    new ToolSpec("now", "", tree("{\"type\":\"object\",\"properties\":{}}"))))
            .maxOutputTokens(777)
            .reasoningEffort("high")
            .build();

    assertThat(encode(request, Quirks.DEFAULT))
        .isEqualTo(
            """
            {"model":"claude-opus-4-6","max_tokens":777,\
            "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],\
            "messages":[{"role":"user","content":[{"type":"text","text":"Hi",\
            "cache_control":{"type":"ephemeral"}}]}],\
            "tools":[{"name":"time","description":"Tells the time.",\
            "input_schema":{"type":"object","properties":{}}},\
            {"name":"now","description":"","input_schema":{"type":"object","properties":{}},\
            "cache_control":{"type":"ephemeral"}}],\
            "thinking":{"type":"adaptive","display":"summarized"},\
            "output_config":{"effort":"high"},"stream":true}\
            """);
  }

  @Test
  void documentsMayBeCitedWhenThatIsWanted() {
    Content document = new Content.Media("application/pdf", "AAAA", "a.pdf");
    ModelRequest request =
        ModelRequest.builder("claude-sonnet-4-5")
            .messages(List.of(new Message(Role.USER, List.of(document))))
            .citations(true)
            .build();

    assertThat(tree(encode(request, UNMARKED)).at("/messages/0/content/0").toString())
        .isEqualTo(
            """
            {"type":"document","source":{"type":"base64","media_type":"application/pdf",\
            "data":"AAAA"},"title":"a.pdf","citations":{"enabled":true}}\
            """);
  }

  @Test
  void marksTheEndsOfTheLastTwoUserTurns() {
    Message[] round = {
      Message.user("Q"),
      assistant(Content.ToolCall.of("a", "t", "{}")),
      result("a", false, new Content.Text("R")),
      Message.assistant("A"),
      Message.user("Q2")
    };

    assertThat(messages(Quirks.DEFAULT, round))
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"text","text":"Q"}]},\
            {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"t","input":{}}]},\
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"R",\
            "cache_control":{"type":"ephemeral"}}]},\
            {"role":"assistant","content":[{"type":"text","text":"A"}]},\
            {"role":"user","content":[{"type":"text","text":"Q2",\
            "cache_control":{"type":"ephemeral"}}]}]\
            """);
  }

  @Test
  void replaysThinkingInItsPlace() {
    assertThat(
            messages(
                Message.user("Q"),
                assistant(
                    reasoning(Family.ANTHROPIC, "Hm.", "sig"),
                    reasoning(Family.ANTHROPIC_REDACTED, "", "data"),
                    reasoning(Family.RESPONSES, "foreign", "gAAA"),
                    reasoning(Family.ANTHROPIC, "unsigned", ""),
                    new Content.Text("Looking. "),
                    Content.ToolCall.of("a", "t", "{\"n\": 1.10}")),
                result("a", false, new Content.Text("R"))))
        .contains(
            """
            {"role":"assistant","content":[\
            {"type":"thinking","thinking":"Hm.","signature":"sig"},\
            {"type":"redacted_thinking","data":"data"},\
            {"type":"text","text":"Looking. "},\
            {"type":"tool_use","id":"a","name":"t","input":{"n":1.1}}]}\
            """);
  }

  @Test
  void joinsNeighboursAndPutsResultsFirst() {
    assertThat(
            messages(
                Message.user("failed"),
                Message.user("again"),
                assistant(Content.ToolCall.of("a", "t", "{}"), Content.ToolCall.of("b", "t", "{}")),
                Message.user("meanwhile"),
                result("b", false, new Content.Text("B")),
                Message.user(" ")))
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"text","text":"failed"},{"type":"text","text":"again"}]},\
            {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"t","input":{}},\
            {"type":"tool_use","id":"b","name":"t","input":{}}]},\
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a",\
            "content":"No result was recorded: the call was interrupted.","is_error":true},\
            {"type":"tool_result","tool_use_id":"b","content":"B"},\
            {"type":"text","text":"meanwhile"}]}]\
            """);
  }

  @DisplayName("weak 25: failed results are marked")
  @Test
  void keepsPicturesOutOfFailedResults() {
    Content picture = new Content.Media("image/jpg", "aGk=", null);
    String block =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/jpeg\","
            + "\"data\":\"aGk=\"}}";
    Message call = assistant(Content.ToolCall.of("a", "t", "{}"));

    assertThat(messages(call, result("a", false, new Content.Text("R"), picture)))
        .endsWith("\"content\":[{\"type\":\"text\",\"text\":\"R\"}," + block + "]}]}]");
    assertThat(messages(call, result("a", true, picture)))
        .endsWith(
            "\"content\":\"The tool failed and said nothing.\",\"is_error\":true},"
                + "{\"type\":\"text\",\"text\":\"Attachments from the tool results above, in"
                + " order:\"},"
                + block
                + "]}]");
  }

  @Test
  void sendsDocumentsAndNotesWhatItCannotSend() {
    Message message =
        new Message(
            Role.USER,
            List.of(
                new Content.Media("application/pdf", "aGk=", "a.pdf"),
                new Content.Media("text/csv", "YSxi", "b.csv"),
                new Content.Media("image/bmp", "aGk=", null)));

    assertThat(messages(message))
        .isEqualTo(
            """
            [{"role":"user","content":[{"type":"document","source":{"type":"base64",\
            "media_type":"application/pdf","data":"aGk="},"title":"a.pdf"},\
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a,b"},\
            "title":"b.csv"},\
            {"type":"text","text":"[attachment (image/bmp) not sent: the model cannot read it]"}]}]\
            """);
  }

  @Test
  void makesAnyBeginningAndEndAcceptable() {
    assertThat(messages()).isEqualTo(messages(Message.user("[The conversation begins here.]")));
    assertThat(messages(Message.assistant("Half a sentence \n")))
        .endsWith(
            "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Half a"
                + " sentence\"}]}]");
    ModelRequest newer =
        ModelRequest.builder("claude-opus-5").messages(List.of(Message.assistant("Half"))).build();
    assertThat(encode(newer, UNMARKED))
        .contains("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Continue.\"}]}]");
  }

  @Test
  void givesBrokenCallsAFormTheServerAccepts() {
    assertThat(
            messages(
                assistant(Content.ToolCall.of("x y", "bad name!", "{\"a\":")),
                result("x y", true, new Content.Text("No."))))
        .contains(
            "\"name\":\"bad_name_\",\"input\":{\"arguments\":\"{\\\"a\\\":\"}}",
            "\"content\":\"No.\",\"is_error\":true");
  }
}
