package dev.latchkey.providers.wire.responses;

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
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponsesRequestTest {
  private static final ToolSpec WEATHER =
      new ToolSpec(
          "weather",
          "Tells the weather.",
          tree("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"));

  private static JsonNode tree(String json) {
    return Objects.requireNonNull(WireJson.tree(json));
  }

  private static String encode(ModelRequest request, Quirks quirks) {
    return new String(new ResponsesWire().encode(request, quirks), StandardCharsets.UTF_8);
  }

  private static String encode(ModelRequest.Builder request) {
    return encode(request.build(), Quirks.DEFAULT);
  }

  /** The input items of a conversation. */
  private static String input(Quirks quirks, Message... messages) {
    ModelRequest request = ModelRequest.builder("gpt-5").messages(List.of(messages)).build();
    return tree(encode(request, quirks)).path("input").toString();
  }

  private static Content.Reasoning reasoning(Family family, String data, String field) {
    return new Content.Reasoning("A\n\nBC", new ReasoningSeal(family, "rs_1", data, field));
  }

  private static Message assistant(Content... blocks) {
    return new Message(Role.ASSISTANT, List.of(blocks));
  }

  private static Message result(String id, boolean failed, Content... content) {
    return Message.results(List.of(new Content.ToolResult(id, List.of(content), failed)));
  }

  @Test
  void sendsOnlyWhatIsSet() {
    assertThat(
            encode(ModelRequest.builder("m").messages(List.of(Message.user("Hi"))).stream(false)))
        .isEqualTo(
            """
            {"model":"m","input":[{"type":"message","role":"user","content":[\
            {"type":"input_text","text":"Hi"}]}],"store":false}\
            """);
  }

  @Test
  void sendsEverythingThatIsSet() {
    assertThat(
            encode(
                ModelRequest.builder("gpt-5")
                    .system("Be brief.")
                    .messages(List.of(Message.user("Hi")))
                    .tools(List.of(WEATHER))
                    .maxOutputTokens(777)
                    .reasoningEffort("high")
                    .reasoningSummary("detailed")
                    .cacheKey("session-1")))
        .isEqualTo(
            """
            {"model":"gpt-5","instructions":"Be brief.",\
            "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],\
            "tools":[{"type":"function","name":"weather","description":"Tells the weather.",\
            "parameters":{"type":"object","properties":{"city":{"type":"string"}}},"strict":false}],\
            "parallel_tool_calls":true,\
            "reasoning":{"effort":"high","summary":"detailed"},\
            "include":["reasoning.encrypted_content"],\
            "max_output_tokens":777,"prompt_cache_key":"session-1","store":false,"stream":true}\
            """);
  }

  @Test
  void leavesOutWhatAQuirkForbids() {
    ModelRequest request =
        ModelRequest.builder("gpt-5")
            .messages(List.of(Message.user("Hi")))
            .reasoningEffort("high")
            .cacheKey("session-1")
            .build();
    Quirks quirks =
        Quirks.DEFAULT
            .with()
            .streaming(false)
            .promptCaching(false)
            .encryptedReasoning(false)
            .omit(Set.of("store", "reasoning.summary"))
            .build();

    assertThat(encode(request, quirks))
        .isEqualTo(
            """
            {"model":"gpt-5","input":[{"type":"message","role":"user","content":[\
            {"type":"input_text","text":"Hi"}]}],"reasoning":{"effort":"high"}}\
            """);
  }

  @Test
  void asksForASummaryByDefaultOnlyOfModelsThatReason() {
    ModelRequest.Builder request = ModelRequest.builder("m").stream(false);
    String rest = ",\"store\":false}";

    assertThat(encode(request.reasoningEffort("low")))
        .contains("\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},\"include\":");
    assertThat(encode(request.reasoningSummary("none")))
        .endsWith(
            "\"reasoning\":{\"effort\":\"low\"},\"include\":[\"reasoning.encrypted_content\"]"
                + rest);
    assertThat(encode(request.reasoningEffort("none").reasoningSummary(null)))
        .endsWith("\"reasoning\":{\"effort\":\"none\"}" + rest);
    assertThat(encode(request.reasoningEffort(null).reasoningSummary("none")))
        .endsWith("\"input\":[]" + rest);
  }

  @Test
  void sendsPicturesAndFiles() {
    Message message =
        new Message(
            Role.USER,
            List.of(
                new Content.Text("See:"),
                new Content.Media("image/png", "aGk=", "a.png"),
                new Content.Media("application/pdf", "aGk=", null),
                new Content.Media("audio/wav", "aGk=", "b.wav")));

    assertThat(input(Quirks.DEFAULT, message))
        .isEqualTo(
            """
            [{"type":"message","role":"user","content":[{"type":"input_text","text":"See:"},\
            {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,aGk="},\
            {"type":"input_file","filename":"file.pdf","file_data":"data:application/pdf;base64,aGk="},\
            {"type":"input_text","text":"[attachment \\"b.wav\\" (audio/wav) not sent: the model cannot read it]"}]}]\
            """);
  }

  @Test
  void replaysARoundOfToolsWithReasoningAndPhaseAndNoIdsOfTheServer() {
    String items =
        input(
            Quirks.DEFAULT,
            Message.user("Weather?"),
            assistant(
                reasoning(Family.RESPONSES, "gAAA", "1+2"),
                new Content.Text("Looking.", "commentary"),
                Content.ToolCall.of("call_1", "weather", "{ \"city\": \"Bonn\" }")),
            result("call_1", false, new Content.Text("Rain")),
            assistant(new Content.Text("It rains.")));

    assertThat(items)
        .isEqualTo(
            """
            [{"type":"message","role":"user","content":[{"type":"input_text","text":"Weather?"}]},\
            {"type":"reasoning","summary":[{"type":"summary_text","text":"A"},\
            {"type":"summary_text","text":"BC"}],"encrypted_content":"gAAA"},\
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Looking.",\
            "annotations":[]}],"id":"msg_1","status":"completed","phase":"commentary"},\
            {"type":"function_call","call_id":"call_1","name":"weather",\
            "arguments":"{ \\"city\\": \\"Bonn\\" }"},\
            {"type":"function_call_output","call_id":"call_1","output":"Rain"},\
            {"type":"message","role":"assistant","content":[{"type":"output_text","text":"It rains.",\
            "annotations":[]}],"id":"msg_2","status":"completed"}]\
            """);
  }

  @Test
  void replaysOnlyReasoningThatIsOursAndSealed() {
    assertThat(
            input(
                Quirks.DEFAULT,
                assistant(
                    reasoning(Family.ANTHROPIC, "sig", "1+2"),
                    reasoning(Family.COMPLETIONS, "x", "reasoning"),
                    new Content.Reasoning("A", null),
                    new Content.Reasoning(
                        "", new ReasoningSeal(Family.RESPONSES, "rs_2", null, null)),
                    new Content.Text("Hi"))))
        .doesNotContain("reasoning");
  }

  @Test
  void dropsReasoningThatLedNowhereAndForModelsThatRefuseIt() {
    Message only = assistant(reasoning(Family.RESPONSES, "gAAA", "1+2"));
    Message answered =
        assistant(reasoning(Family.RESPONSES, "gAAA", "1+2"), new Content.Text("Hi"));
    ModelRequest other = ModelRequest.builder("gpt-4o").messages(List.of(answered)).build();

    assertThat(input(Quirks.DEFAULT, only)).isEqualTo("[]");
    assertThat(encode(other, Quirks.DEFAULT)).doesNotContain("gAAA");
    assertThat(input(Quirks.DEFAULT.with().replayReasoning(false).build(), answered))
        .doesNotContain("gAAA");
  }

  @Test
  void putsMediaOfToolsWhereTheServerTakesIt() {
    Message call = assistant(Content.ToolCall.of("c", "look", "{}"));
    Message result =
        result("c", false, new Content.Text("Here"), new Content.Media("image/png", "aGk=", null));
    String picture =
        "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,aGk=\"}";

    assertThat(input(Quirks.DEFAULT.with().toolMedia(true).build(), call, result))
        .endsWith("\"output\":[{\"type\":\"input_text\",\"text\":\"Here\"}," + picture + "]}]");
    assertThat(input(Quirks.DEFAULT, call, result))
        .endsWith(
            "\"output\":\"Here\"},{\"type\":\"message\",\"role\":\"user\",\"content\":["
                + picture
                + "]}]");
    assertThat(input(Quirks.DEFAULT.with().media(false).build(), call, result))
        .endsWith(
            "\"output\":\"Here\\n[attachment (image/png) not sent: the model cannot read it]\"}]");
  }

  @Test
  void givesBrokenCallsAFormTheServerAccepts() {
    assertThat(
            input(
                Quirks.DEFAULT,
                assistant(Content.ToolCall.of("functions.look:0", "", "{\"a\":")),
                result("functions.look:0", true)))
        .isEqualTo(
            """
            [{"type":"function_call","call_id":"functions_look_0_0217fe28bb536531",\
            "name":"invalid_tool_call","arguments":"{\\"arguments\\":\\"{\\\\\\"a\\\\\\":\\"}"},\
            {"type":"function_call_output","call_id":"functions_look_0_0217fe28bb536531",\
            "output":""}]\
            """);
  }
}
