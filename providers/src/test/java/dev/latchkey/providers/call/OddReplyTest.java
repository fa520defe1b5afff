package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Secret;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Oddity;
import dev.latchkey.simulator.script.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole calls over sockets: every deviation a server of Chat Completions may show. */
class OddReplyTest {
  private final Simulator sim = Simulator.start();
  private final Providers providers =
      Providers.open(CallPolicy.DEFAULT.with().maxRetries(0).build());

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private List<Content> answer(boolean stream) {
    ModelRequest request =
        ModelRequest.builder("m").messages(List.of(Message.user("Hi"))).stream(stream).build();
    MessageAssembler message = new MessageAssembler();
    try (ModelStream reply = providers.connect(config()).stream(request, RetryListener.NONE)) {
      List<ModelEvent> events = Harness.drain(reply);
      assertThat(events.getLast()).isInstanceOf(ModelEvent.Finished.class);
      events.forEach(message::accept);
    }
    return message.content();
  }

  private ProviderConfig config() {
    return ProviderConfig.builder(sim.baseUrl() + "/v1").apiKey(Secret.of("test-key")).build();
  }

  @DisplayName("weak 13: any oddity of a server is read")
  @ParameterizedTest
  @EnumSource(Oddity.class)
  void readsTextAndCallsWhateverTheServerDoes(Oddity oddity) {
    for (boolean stream : new boolean[] {true, false}) {
      sim.enqueue(
          Reply.text("Grüße from an odd server")
              .toolCall("a", "f", "{\"n\":1}")
              .toolCall("b", "g", "{\"m\":2}")
              .bytesPerWrite(7)
              .odd(oddity));

      List<Content> content = answer(stream);

      String arguments = oddity == Oddity.NO_ARGUMENTS ? "{}" : "{\"n\":1}";
      // that server leaves the text out of whole answers with calls
      boolean silent = oddity == Oddity.NULL_CONTENT && !stream;
      assertThat(text(content)).isEqualTo(silent ? "" : "Grüße from an odd server");
      assertThat(content.stream().filter(Content.ToolCall.class::isInstance)).hasSize(2);
      assertThat(content.stream().filter(Content.ToolCall.class::isInstance).findFirst())
          .hasValueSatisfying(
              call -> assertThat(((Content.ToolCall) call).arguments()).isEqualTo(arguments));
    }
    assertThat(sim.violations()).isEmpty();
  }

  private static String text(List<Content> content) {
    StringBuilder text = new StringBuilder();
    content.forEach(block -> text.append(block instanceof Content.Text t ? t.text() : ""));
    return text.toString();
  }
}
