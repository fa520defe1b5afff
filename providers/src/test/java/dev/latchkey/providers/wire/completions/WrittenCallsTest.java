package dev.latchkey.providers.wire.completions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.CallIds;
import dev.latchkey.providers.wire.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that models write as text, in any pieces. */
class WrittenCallsTest {
  private static List<ModelEvent> read(List<String> pieces, boolean enabled) {
    CompletionsReader reader =
        new CompletionsReader(Quirks.DEFAULT.with().textCalls(enabled).build(), CallIds.counted());
    List<ModelEvent> events = new ArrayList<>();
    for (String piece : pieces) {
      var chunk = JsonNodeFactory.instance.objectNode().put("id", "r");
      chunk.putArray("choices").addObject().putObject("delta").put("content", piece);
      reader.event(null, Slice.of(chunk.toString()), events::add);
    }
    reader.event(
        null, Slice.of("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"), events::add);
    reader.event(null, Slice.of("[DONE]"), events::add);
    return events;
  }

  /** Text as it is, calls as {@code name(arguments)}. */
  private static String shown(List<ModelEvent> events) {
    StringBuilder shown = new StringBuilder();
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.BlockDone(_, Content block)) {
        switch (block) {
          case Content.Text text -> shown.append('[').append(text.text()).append(']');
          case Content.ToolCall call ->
              shown.append(call.name()).append('(').append(call.arguments()).append(')');
          case Content.Media _, Content.Reasoning _, Content.ToolResult _ -> shown.append('?');
        }
      }
    }
    return shown.toString();
  }

  @DisplayName("C3: calls that a model writes as text")
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      textBlock =
          """
          <tool_call>\\n{"name": "f", "arguments": {"a": 1}}\\n</tool_call>@f({"a":1})
          I look.\\n<tool_call>{"name":"f","arguments":"{\\"a\\":1}"}</tool_call>\\n<tool_call>{"name":"g"}</tool_call>\\n@[I look.]f({"a":1})g({})
          <tool_call>{"name":"f","arguments":{"a":1}}@f({"a":1})
          <tool_call>\\n<function=f>\\n<parameter=a>\\n1\\n</parameter>\\n<parameter=b>\\nx y\\n</parameter>\\n</function>\\n</tool_call>@f({"a":1,"b":"x y"})
          <function=f>{"a":1}</function>@f({"a":1})
          <|tool_calls_section_begin|><|tool_call_begin|>functions.f:0<|tool_call_argument_begin|>{"a":1}<|tool_call_end|><|tool_call_begin|>functions.g:1<|tool_call_argument_begin|>{}<|tool_call_end|><|tool_calls_section_end|>@f({"a":1})g({})
          <|tool_call_begin|>f:0<|tool_call_argument_begin|>{"a":1}<|tool_call_end|>@f({"a":1})
          <|python_tag|>{"name": "f", "parameters": {"a": "};"}}; {"name": "g", "parameters": {}}<|eom_id|>@f({"a":"};"})g({})
          [TOOL_CALLS][{"name":"f","arguments":{"a":1}},{"name":"g","arguments":{}}]@f({"a":1})g({})
          [TOOL_CALLS]f[ARGS]{"a":1}@f({"a":1})
          <tool_call>{"name":"f","arguments":{"a":}}</tool_call>@[<tool_call>{"name":"f","arguments":{"a":}}</tool_call>]
          <tool_call>{"name":"","arguments":{}}</tool_call>@[<tool_call>{"name":"","arguments":{}}</tool_call>]
          a < b and <tool is no call@[a < b and <tool is no call]
          <|python_tag|>f.call(query="x")@[<|python_tag|>f.call(query="x")]
          """)
  void readsEveryFormInAnyPieces(String written, String expected) {
    String text = written.replace("\\n", "\n");
    String wanted = expected.replace("\\n", "\n");
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<String> pieces = new ArrayList<>();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(seed == 0 ? 1 : 12));
        pieces.add(text.substring(at, end));
        at = end;
      }
      List<ModelEvent> events = read(pieces, true);
      assertThat(shown(events)).as("seed %d", seed).isEqualTo(wanted);
      boolean calls = !wanted.endsWith("]");
      assertThat(events.getLast())
          .isEqualTo(new ModelEvent.Finished(calls ? FinishReason.TOOL_CALLS : FinishReason.STOP));
    }
  }

  @Test
  void leavesTextAloneUnlessEnabled() {
    String text = "<tool_call>{\"name\":\"f\"}</tool_call>";
    assertThat(shown(read(List.of(text), false))).isEqualTo("[" + text + "]");
    assertThat(Quirks.DEFAULT.textCalls()).isFalse();
  }

  @Test
  void readsWholeReplies() {
    CompletionsReader reader =
        new CompletionsReader(Quirks.DEFAULT.with().textCalls(true).build(), CallIds.counted());
    List<ModelEvent> events = new ArrayList<>();
    reader.document(
        Slice.of(
            "{\"choices\":[{\"message\":{\"content\":\"<think>hm</think><tool_call>{\\\"name\\\":"
                + "\\\"f\\\"}</tool_call>\"},\"finish_reason\":\"stop\"}]}"),
        events::add);
    reader.end(events::add);
    assertThat(shown(events)).isEqualTo("?f({})");
  }
}
