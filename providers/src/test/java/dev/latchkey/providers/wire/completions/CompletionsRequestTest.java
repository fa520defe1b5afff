package dev.latchkey.providers.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletionsRequestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Content.Media IMAGE = new Content.Media("image/png", "AAAA", "a.png");

  private static ModelRequest.Builder request(Message... messages) {
    return ModelRequest.builder("m").messages(List.of(messages)).stream(false);
  }

  private static void writes(ModelRequest.Builder request, Quirks quirks, String expected)
      throws JsonProcessingException {
    byte[] body = new CompletionsWire().encode(request.build(), quirks);
    assertThat(JSON.readTree(new String(body, StandardCharsets.UTF_8)))
        .isEqualTo(JSON.readTree(expected));
  }

  private static void writes(ModelRequest.Builder request, String expected)
      throws JsonProcessingException {
    writes(request, Quirks.DEFAULT, expected);
  }

  private static Message assistant(Content... content) {
    return new Message(Role.ASSISTANT, List.of(content));
  }

  private static Content.ToolResult result(String id, Content... content) {
    return new Content.ToolResult(id, List.of(content), false);
  }

  private static Content.Reasoning thought(Family family, String field, @Nullable String data) {
    return new Content.Reasoning("hm", new ReasoningSeal(family, null, data, field));
  }

  @Test
  void sendsOnlyWhatIsSet() throws JsonProcessingException {
    writes(
        request(Message.user("Hi")).cacheKey("k").reasoningEffort("none"),
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
  }

  @Test
  void sendsWhatIsSet() throws JsonProcessingException {
    ToolSpec tool = new ToolSpec("f", "does", JSON.readTree("{\"type\":\"object\"}"));
    writes(
        request(Message.user("Hi"))
            .system("Be brief")
            .tools(List.of(tool))
            .maxOutputTokens(7)
            .reasoningEffort("high")
            .stream(true),
        """
        {"model":"m","messages":[{"role":"system","content":"Be brief"},
          {"role":"user","content":"Hi"}],
         "max_tokens":7,"reasoning_effort":"high",
         "tools":[{"type":"function","function":{"name":"f","description":"does",
           "parameters":{"type":"object","properties":{}}}}],
         "stream":true,"stream_options":{"include_usage":true}}
        """);
  }

  @Test
  void followsTheQuirks() throws JsonProcessingException {
    Quirks quirks =
        Quirks.DEFAULT
            .with()
            .outputCap(Quirks.OutputCap.MAX_COMPLETION_TOKENS)
            .systemRole(Quirks.SystemRole.DEVELOPER)
            .streamUsage(false)
            .cacheKey(true)
            .omit(Set.of("reasoning_effort"))
            .build();
    ModelRequest.Builder request =
        request(Message.user("Hi"))
            .system("s")
            .maxOutputTokens(7)
            .reasoningEffort("low")
            .cacheKey("k")
            .stream(true);
    writes(
        request,
        quirks,
        """
        {"model":"m","messages":[{"role":"developer","content":"s"},
          {"role":"user","content":"Hi"}],
         "max_completion_tokens":7,"prompt_cache_key":"k","stream":true}
        """);
    writes(
        request(Message.user("Hi")).stream(true),
        Quirks.DEFAULT.with().streaming(false).build(),
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
  }

  @Test
  void sendsPicturesAndNotesForWhatItCannotSend() throws JsonProcessingException {
    Content.Media document = new Content.Media("application/pdf", "BBBB", "d.pdf");
    Message message = new Message(Role.USER, List.of(new Content.Text("See"), IMAGE, document));
    writes(
        request(message),
        """
        {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"See"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
          {"type":"text","text":
            "[attachment \\"d.pdf\\" (application/pdf) not sent: the model cannot read it]"}]}]}
        """);
    writes(
        request(new Message(Role.USER, List.of(IMAGE))),
        Quirks.DEFAULT.with().media(false).build(),
        """
        {"model":"m","messages":[{"role":"user","content":
          "[attachment \\"a.png\\" (image/png) not sent: the model cannot read it]"}]}
        """);
  }

  @Test
  void sendsCallsWithTheirResultsInOrder() throws JsonProcessingException {
    writes(
        request(
            assistant(
                new Content.Text("Looking."),
                Content.ToolCall.of("a", "f", "{\"n\":1}"),
                new Content.ToolCall("b", "g", "not json", "{\"google\":1}")),
            Message.results(List.of(result("b", new Content.Text("2")), result("a", IMAGE)))),
        """
        {"model":"m","messages":[
         {"role":"assistant","content":"Looking.","tool_calls":[
          {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"n\\":1}"}},
          {"id":"b","type":"function","function":{"name":"g","arguments":"{}"},
           "extra_content":{"google":1}}]},
         {"role":"tool","tool_call_id":"a","content":"[image, shown below]"},
         {"role":"tool","tool_call_id":"b","content":"2"},
         {"role":"user","content":[
          {"type":"text","text":"Images from the tool results above, in order:"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}
        """);
  }

  @Test
  void writesCallsWithoutTextAsTheServerLikesThem() throws JsonProcessingException {
    ModelRequest.Builder request =
        request(
            assistant(Content.ToolCall.of("a", "f", "{}")),
            Message.results(List.of(result("a", new Content.Text("r")))));
    String calls =
        "\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"r\"}]}";
    String start = "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",";
    writes(request, start + "\"content\":null," + calls);
    writes(
        request,
        Quirks.DEFAULT.with().emptyContent(Quirks.EmptyContent.EMPTY_STRING).build(),
        start + "\"content\":\"\"," + calls);
    writes(
        request,
        Quirks.DEFAULT.with().emptyContent(Quirks.EmptyContent.ABSENT).build(),
        start + calls);
  }

  @Test
  void sendsReasoningBackUnderItsOwnNameAndOnlyToItsOwnFamily() throws JsonProcessingException {
    Content.Text answer = new Content.Text("42");
    replays(
        thought(Family.COMPLETIONS, "reasoning_content", null), "\"reasoning_content\":\"hm\",");
    replays(thought(Family.COMPLETIONS, "reasoning_text", null), "\"reasoning_content\":\"hm\",");
    replays(
        thought(Family.COMPLETIONS, "reasoning", "[{\"type\":\"x\"}]"),
        "\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"x\"}],");
    replays(thought(Family.COMPLETIONS, "think", null), "");
    replays(thought(Family.ANTHROPIC, "thinking", "sig"), "");
    replays(new Content.Reasoning("hm", null), "");
    writes(
        request(assistant(thought(Family.COMPLETIONS, "reasoning", null), answer)),
        Quirks.DEFAULT.with().replayReasoning(false).build(),
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"42\"}]}");
  }

  private static void replays(Content.Reasoning reasoning, String fields)
      throws JsonProcessingException {
    writes(
        request(assistant(reasoning, new Content.Text("42"))),
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\","
            + fields
            + "\"content\":\"42\"}]}");
  }
}
