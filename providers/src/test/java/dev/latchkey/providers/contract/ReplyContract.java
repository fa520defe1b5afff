package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.simulator.script.Finish;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Part;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Usage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from answers. */
interface ReplyContract {
  Bench bench();

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  default void readsText(boolean stream) {
    bench().sim.enqueue(Reply.text("Grüße from a 🌍 of words").bytesPerWrite(3));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.finished()).isEqualTo(FinishReason.STOP);
    assertThat(exchange.text()).isEqualTo("Grüße from a 🌍 of words");
    assertThat(exchange.streamedText()).isIn("", exchange.text());
    assertThat(exchange.events().getFirst()).isInstanceOf(ModelEvent.Started.class);
    assertThat(exchange.events()).filteredOn(ModelEvent::terminal).hasSize(1);
  }

  @Test
  default void givesTextAsItComes() {
    bench().sim.enqueue(Reply.chunks("one ", "two ", "three"));

    Exchange exchange = bench().call();

    assertThat(exchange.events())
        .filteredOn(ModelEvent.TextDelta.class::isInstance)
        .extracting(event -> ((ModelEvent.TextDelta) event).text())
        .containsExactly("one ", "two ", "three");
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("C2: parallel calls with torn arguments")
  default void readsParallelCalls(boolean stream) {
    bench()
        .sim
        .enqueue(
            Reply.text("I look.")
                .toolCall("a", "look", "{\"city\":\"Malmö\",\"n\":[1,2]}")
                .toolCall("b", "find", "{\"deep\":{\"er\":true}}")
                .chunked(2));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.finished()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(exchange.text()).isEqualTo("I look.");
    assertThat(exchange.calls())
        .extracting(Content.ToolCall::name, Content.ToolCall::arguments)
        .containsExactly(
            tuple("look", "{\"city\":\"Malmö\",\"n\":[1,2]}"),
            tuple("find", "{\"deep\":{\"er\":true}}"));
    assertThat(exchange.calls()).extracting(Content.ToolCall::id).containsExactly("a", "b");
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("C2: a call without arguments")
  default void readsACallWithoutArguments(boolean stream) {
    bench().sim.enqueue(Reply.answer().part(new Part.ToolCall("a", "look", List.of(), false)));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.finished()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(exchange.calls()).containsExactly(Content.ToolCall.of("a", "look", "{}"));
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("weak 13: calls without id, type, index or finish reason")
  default void readsCallsOfSloppyServers(boolean stream) {
    // a reply over a socket that nobody ends has no end: the socket stays open
    bench()
        .sim
        .enqueue(
            Reply.answer()
                .toolCall("look", "{\"n\":1}")
                .toolCall("look", "{\"n\":2}")
                .finish(bench().row.socket() ? Finish.TOOL_CALLS : Finish.MISSING)
                .odd(Oddity.NO_TOOL_ID, Oddity.NO_TOOL_TYPE, Oddity.NO_TOOL_INDEX));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.finished()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(exchange.calls())
        .extracting(Content.ToolCall::arguments)
        .containsExactly("{\"n\":1}", "{\"n\":2}");
    assertThat(exchange.calls()).extracting(Content.ToolCall::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("C1: reasoning before the answer")
  default void readsReasoning(boolean stream) {
    bench().sim.enqueue(Reply.answer().reasoning("Let me think. Yes.").text("Four."));

    Exchange exchange = bench().call(bench().hi().stream(stream).reasoningEffort("high"));

    assertThat(exchange.reasoning()).isEqualTo("Let me think. Yes.");
    assertThat(exchange.text()).isEqualTo("Four.");
    assertThat(exchange.message().content().getFirst()).isInstanceOf(Content.Reasoning.class);
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  default void readsUsage(boolean stream) {
    bench().sim.enqueue(Reply.text("ok").usage(new Usage(100, 20, 40, 0, 5)));

    dev.latchkey.providers.Usage usage = bench().call(bench().hi().stream(stream)).usage();

    assertThat(usage.inputTokens()).isEqualTo(100);
    assertThat(usage.outputTokens()).isEqualTo(20);
    assertThat(usage.cacheReadTokens()).isEqualTo(40);
  }

  @ParameterizedTest(name = "{0}, streaming {1}")
  @CsvSource({
    "STOP,true,STOP",
    "STOP,false,STOP",
    "LENGTH,true,LENGTH",
    "LENGTH,false,LENGTH",
    "CONTENT_FILTER,true,CONTENT_FILTER",
    "CONTENT_FILTER,false,CONTENT_FILTER",
    "UNKNOWN,true,STOP",
    "UNKNOWN,false,STOP",
  })
  default void readsWhyItEnded(Finish finish, boolean stream, FinishReason expected) {
    bench().sim.enqueue(Reply.text("So far").finish(finish));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.finished()).isEqualTo(expected);
    assertThat(exchange.text()).isEqualTo("So far");
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("C7: a refusal is shown")
  default void readsARefusal(boolean stream) {
    bench().sim.enqueue(Reply.answer().part(new Part.Refusal("I cannot help with that.")));

    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.text()).isEqualTo("I cannot help with that.");
  }
}
