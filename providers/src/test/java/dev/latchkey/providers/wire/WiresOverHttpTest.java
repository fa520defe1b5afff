package dev.latchkey.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses and Messages against servers that check every request and answer oddly. */
class WiresOverHttpTest {
  private static final ToolSpec LOOK =
      new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode());

  private final Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private ModelProvider provider(String wire) {
    ProviderConfig.Builder config = ProviderConfig.builder(sim.baseUrl() + "/v1");
    return providers.connect(
        (wire.equals("messages") ? config.type("anthropic") : config.wireApi(wire)).build());
  }

  /** The finished reply; fails the test when there is none. */
  private static Message ask(ModelProvider provider, ModelRequest request, FinishReason expected) {
    MessageAssembler assembler = new MessageAssembler();
    try (ModelStream stream = provider.stream(request, RetryListener.NONE)) {
      ModelEvent event;
      do {
        event = stream.next();
        assembler.accept(event);
      } while (!event.terminal());
      assertThat(event).isEqualTo(new ModelEvent.Finished(expected));
    }
    return new Message(Role.ASSISTANT, assembler.content());
  }

  private static ModelRequest request(String wire, List<Message> messages) {
    return ModelRequest.builder(wire.equals("messages") ? "claude-sonnet-4-5" : "gpt-5")
        .messages(messages)
        .tools(List.of(LOOK))
        .reasoningEffort("high")
        .build();
  }

  static Stream<Arguments> oddWires() {
    return Stream.of("responses", "messages")
        .flatMap(wire -> Stream.of(Oddity.values()).map(oddity -> Arguments.of(wire, oddity)));
  }

  @DisplayName("weak 13: conversations with odd servers")
  @ParameterizedTest
  @MethodSource("oddWires")
  void holdsAConversationWithAnOddServer(String wire, Oddity oddity) {
    sim.enqueue(
        Reply.answer()
            .reasoning("Hm, let me see.")
            .text("I look it up.")
            .toolCall("look", "{\"n\":1}")
            .toolCall("look", "{\"n\":2}")
            .odd(oddity),
        Reply.text("Done.").odd(oddity));
    ModelProvider provider = provider(wire);
    List<Message> messages = new ArrayList<>(List.of(Message.user("Go")));

    Message first = ask(provider, request(wire, messages), FinishReason.TOOL_CALLS);
    messages.add(first);
    List<Content.ToolCall> calls =
        first.content().stream()
            .filter(Content.ToolCall.class::isInstance)
            .map(Content.ToolCall.class::cast)
            .toList();
    messages.add(
        Message.results(
            calls.stream()
                .map(c -> new Content.ToolResult(c.id(), List.of(new Content.Text("R")), false))
                .toList()));
    Message second = ask(provider, request(wire, messages), FinishReason.STOP);

    boolean bare = oddity == Oddity.NO_ARGUMENTS;
    assertThat(calls)
        .extracting(Content.ToolCall::name, Content.ToolCall::arguments)
        .containsExactly(
            tuple("look", bare ? "{}" : "{\"n\":1}"), tuple("look", bare ? "{}" : "{\"n\":2}"));
    assertThat(first.content())
        .contains(new Content.Text("I look it up."))
        .anyMatch(b -> b instanceof Content.Reasoning r && r.text().equals("Hm, let me see."));
    assertThat(second.content()).containsExactly(new Content.Text("Done."));
    assertThat(sim.violations()).isEmpty();
  }

  @Test
  void anyConversationPassesTheServersChecks() {
    for (String wire : List.of("responses", "messages")) {
      ModelProvider provider = provider(wire);
      for (long seed = 0; seed < 300; seed++) {
        sim.enqueue(Reply.text("ok"));
        List<Message> messages = new ArrayList<>(RandomConversation.any(seed));
        messages.add(Message.user("Go"));
        ask(provider, request(wire, messages), FinishReason.STOP);
        assertThat(sim.violations()).as("%s, seed %d", wire, seed).isEmpty();
      }
    }
  }

  @Test
  void knowsWhatADeploymentIsFromItsModelId() {
    sim.enqueue(Reply.text("ok"));
    ModelProvider provider =
        providers.connect(
            ProviderConfig.builder(sim.baseUrl())
                .type("anthropic")
                .modelId("claude-opus-4-6")
                .wireModel("prod")
                .build());

    ask(
        provider,
        ModelRequest.builder("prod")
            .messages(List.of(Message.user("Go")))
            .reasoningEffort("low")
            .build(),
        FinishReason.STOP);

    assertThat(sim.lastRequest().body().at("/thinking/type").textValue()).isEqualTo("adaptive");
  }
}
