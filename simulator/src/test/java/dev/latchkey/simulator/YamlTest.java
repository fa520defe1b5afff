package dev.latchkey.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.FaultReply;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Match;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import dev.latchkey.simulator.script.ScriptException;
import dev.latchkey.simulator.script.Spelling;
import dev.latchkey.simulator.script.Usage;
import dev.latchkey.simulator.traffic.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  private static final String EVERY_FIELD =
      """
      strict: true
      replies:
        - text: Hello there
        - reasoning: why
          redacted: sealed
          text: so
          tools:
            - {name: f, arguments: {x: 1}}
            - {id: c2, name: g, arguments: plain, freeform: true}
          usage: {input: 10, output: 5, cached: 3, reasoning: 2}
          finish: length
          model: other
          first-byte: 1.5s
          every-chunk: 20ms
          chunk-size: 3
          bytes-per-write: 2
          odd: [crlf, no-done]
          headers: {x-a: 1}
          times: 2
        - parts:
            - chunks: [a, b]
            - reasoning: {text: late, spelling: think-tags, seal: ''}
            - tool: {name: f}
            - refusal: 'no'
            - raw: ": x"
        - fault: cut-mid-stream
          after: 1
          text: gone
        - fault: hang
        - status: 429
          code: slow_down
          message: Wait.
          headers: {retry-after: 2}
        - status: 200
          body: {a: [1, true]}
        - raw: "data: x"
      rules:
        - when: {text: hi, model: m, wire: responses, call: 2-4}
          times: 3
          replies: [{text: A}, {text: B}]
        - text: always
      """;

  private static final Reply FULL =
      Reply.answer()
          .reasoning("why")
          .part(new Part.Redacted("sealed"))
          .text("so")
          .toolCall("f", "{\"x\":1}")
          .part(new Part.ToolCall("c2", "g", List.of("plain"), true))
          .usage(new Usage(10, 5, 3, 0, 2))
          .finish(Finish.LENGTH)
          .model("other")
          .firstByteAfter(Duration.ofMillis(1500))
          .everyChunkAfter(Duration.ofMillis(20))
          .chunked(3)
          .bytesPerWrite(2)
          .odd(Oddity.CRLF, Oddity.NO_DONE)
          .header("x-a", "1");

  @Test
  void readsEveryField() {
    assertThat(Script.parse(EVERY_FIELD))
        .isEqualTo(
            Script.of(
                    Reply.text("Hello there"),
                    FULL,
                    FULL,
                    Reply.chunks("a", "b")
                        .part(new Part.Reasoning(List.of("late"), Spelling.THINK_TAGS, ""))
                        .toolCall("f", "{}")
                        .part(new Part.Refusal("no"))
                        .part(new Part.Raw(": x")),
                    Reply.text("gone").breaking(Fault.CUT_MID_STREAM, 1),
                    Reply.fault(Fault.HANG),
                    Reply.status(429, "slow_down", "Wait.").header("retry-after", "2"),
                    Reply.http(200, "application/json", "{\"a\":[1,true]}"),
                    Reply.rawStream("data: x"))
                .rule(
                    new Script.Rule(
                        new Match("hi", "m", Wire.RESPONSES, 2, 4),
                        3,
                        List.of(Reply.text("A"), Reply.text("B"))))
                .when(Match.ANY, Reply.text("always"))
                .strictly());
  }

  @Test
  void faultsWithoutAnAnswerBreakAShortOne() {
    FaultReply read = (FaultReply) Script.parse("replies: [{fault: reset}]").replies().getFirst();
    assertThat(read).isEqualTo(Reply.fault(Fault.RESET));
    assertThat(Script.parse("")).isEqualTo(Script.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "replies: [{txt: x}]            | 'replies[0]' has no field 'txt'. Known fields are: text,",
        "replies: {text: x}             | 'replies' must be a list, got a map of 1. Write its items",
        "replies: [hello]               | 'replies[0]' must be a map, got the string 'hello'.",
        "replies: [{}]                  | 'replies[0]' must be a reply, got a map of 0. Give it text,",
        "replies: [{text: [a]}]         | 'replies[0].text' must be a string, got a list of 1.",
        "replies: [{fault: explode}]    | 'replies[0].fault' must be the name of a fault, got the string 'explode'. Choose one of: refuse, hang,",
        "replies: [{status: 99}]        | 'replies[0].status' must be an integer of 200 or more, got the Integer 99.",
        "replies: [{status: 700}]       | 'replies[0].status' must be an HTTP status from 200 to 599",
        "replies: [{text: x, every-chunk: soon}] | 'replies[0].every-chunk' must be a duration, got the string 'soon'. Write it like 200ms",
        "replies: [{tools: [{id: a}]}]  | 'replies[0].tools[0]' must be a tool call with a name, got a map of 1. Add `name: the_tool`.",
        "replies: [{text: x, usage: {input: 1, cached: 2}}] | 'replies[0].usage': Usage input includes cached tokens",
        "replies: [{text: x, times: 0}] | 'replies[0].times' must be an integer of 1 or more",
        "rules: [{when: {call: 0}, text: x}] | 'rules[0].when.call' must be the number of a call from 1",
        "rules: [{when: {wire: soap}, text: x}] | Choose one of: completions, responses, anthropic",
        "strict: maybe                  | 'strict' must be true or false, got the string 'maybe'.",
        "[1                             | The script is not YAML:",
        "just text                      | The script must be a map, got the string 'just text'.",
      })
  void saysWhatIsWrongAndWhatToDo(String yaml, String message) {
    assertThatThrownBy(() -> Script.parse(yaml))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsTheExampleOfTheReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String example = readme.substring(readme.indexOf("```yaml\n") + 8);
    Script script = Script.parse(example.substring(0, example.indexOf("```")));
    assertThat(script.replies()).hasSize(9);
    assertThat(script.rules()).hasSize(1);
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> Script.read(Path.of("no-such-file.yaml")))
        .isInstanceOf(ScriptException.class)
        .hasMessage("There is no script file no-such-file.yaml; check the path.");
  }
}
