package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider's object {@code latchkey} does to requests. */
class ExtensionTest {
  private final Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private RecordedRequest call(String fields) {
    String json = "{\"baseUrl\":\"%s/v1?a=1&b=2\",%s}".formatted(sim.baseUrl(), fields);
    ModelRequest request =
        ModelRequest.builder("m")
            .messages(List.of(Message.user("Hi")))
            .maxOutputTokens(9)
            .headers(Map.of("x-c", "call"))
            .variables(Map.of("session.id", "s-1"))
            .build();
    JsonNode config = Objects.requireNonNull(WireJson.tree(json), json);
    try (ModelStream stream =
        providers.connect(ProviderJson.read(config)).stream(request, RetryListener.NONE)) {
      ModelEvent event;
      do {
        event = stream.next();
      } while (!event.terminal());
    }
    return sim.lastRequest();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"openai\"",
        "\"type\":\"openai\",\"wireApi\":\"responses\"",
        "\"type\":\"anthropic\""
      })
  void changesBodyHeadersAndQueryOnEveryWire(String wire) {
    RecordedRequest sent =
        call(
            wire
                + """
                ,"apiKey":"k","headers":{"x-a":"headers","x-b":"headers","x-c":"headers"},
                "latchkey":{
                  "extraBody":{"chat_template_kwargs":{"enable_thinking":false},"stream_options":null},
                  "extraHeaders":{"X-B":"extra","X-C":"extra","x-a":null,
                    "x-session":"run ${session.id} of ${env:PATH}","x-turn":"${turn.id}"},
                  "extraQuery":{"a":null,"b":"3","c":"x y"}}
                """);
    assertThat(sent.body().path("chat_template_kwargs").path("enable_thinking").isBoolean())
        .isTrue();
    assertThat(sent.body().has("stream_options")).isFalse();
    assertThat(sent.headers().contains("x-a")).isFalse();
    assertThat(sent.headers().first("x-b")).contains("extra");
    assertThat(sent.headers().first("x-c")).contains("call");
    assertThat(sent.headers().first("x-session")).contains("run s-1 of " + System.getenv("PATH"));
    assertThat(sent.headers().contains("x-turn")).isFalse();
    assertThat(sent.query()).isEqualTo("b=3&c=x%20y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "latchkey":7|latchkey must be an object
          "latchkey":{"extraBody":[]}|latchkey.extraBody must be an object
          "latchkey":{"extraHeaders":{"x":1}}|latchkey.extraHeaders.x must be a string or null
          "latchkey":{"extraHeaders":{"x":"${nothing}"}}|${nothing}
          "latchkey":{"extraHeaders":{"x":"${env:LATCHKEY_UNSET_1}"}}|LATCHKEY_UNSET_1
          "latchkey":{"quirks":{"media":"no"}}|latchkey.quirks.media must be true or false
          "latchkey":{"quirks":{"outputCap":"n"}}|latchkey.quirks.outputCap
          "latchkey":{"quirks":{"tempo":1}}|latchkey.quirks.tempo is unknown
          """)
  void refusesWhatCannotBeMeant(String fields, String message) {
    assertThat(catchThrowableOfType(ModelException.InvalidRequest.class, () -> call(fields)))
        .hasMessageContaining(message);
  }

  @Test
  void showsNoValues() {
    JsonNode config =
        Objects.requireNonNull(
            WireJson.tree(
                "{\"baseUrl\":\"http://h\",\"latchkey\":{\"extraHeaders\":{\"x\":\"s3\"}}}"));
    assertThat(ProviderJson.read(config).extension().toString())
        .contains("[x]")
        .doesNotContain("s3");
  }
}
