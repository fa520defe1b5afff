package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpStreamTest {
  /** Shows one word, then stumbles. */
  private static final class Stumbling implements ReplyReader {
    @Override
    public void event(@Nullable String name, Slice data, Consumer<ModelEvent> out) {
      if (data.is("bad")) {
        throw new IllegalStateException("stumbled");
      }
      out.accept(new ModelEvent.TextDelta(0, data.utf8()));
    }

    @Override
    public void document(Slice json, Consumer<ModelEvent> out) {
      throw new IllegalStateException("stumbled");
    }

    @Override
    public void end(Consumer<ModelEvent> out) {
      throw new AssertionError("the stream had failed before");
    }
  }

  @Test
  void endsEvenWhenAReaderHasABug() {
    Endpoint endpoint = Endpoint.of(ProviderConfig.builder("https://api.example.com/v1").build());
    Trouble trouble = new Trouble(endpoint, endpoint.call("m"), "m", 1);
    byte[] reply = "data: word\n\ndata: bad\n\n".getBytes(StandardCharsets.UTF_8);
    CallPolicy policy = CallPolicy.DEFAULT;
    try (HttpStream stream =
        new HttpStream(
            new ByteArrayInputStream(reply),
            new Stumbling(),
            new Watchdog().watch(null),
            new HttpStream.Silence(policy.betweenChunks(), policy.firstByte()),
            trouble)) {
      assertThat(stream.next()).isEqualTo(new ModelEvent.TextDelta(0, "word"));
      ModelEvent last = stream.next();
      assertThat(last)
          .isInstanceOfSatisfying(
              ModelEvent.Failed.class,
              failed ->
                  assertThat(failed.cause())
                      .isInstanceOf(ModelException.BadResponse.class)
                      .hasMessageContaining("stumbled"));
      assertThat(stream.next()).isSameAs(last);
    }
  }
}
