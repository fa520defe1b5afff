package dev.latchkey.simulator;

import static dev.latchkey.simulator.Client.ANTHROPIC;
import static dev.latchkey.simulator.Client.COMPLETIONS;
import static dev.latchkey.simulator.Client.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String STREAM = Bodies.user(COMPLETIONS, "hi", true);
  private static final String WHOLE = Bodies.user(COMPLETIONS, "hi", false);

  private final Simulator sim = Simulator.start();
  private final Client client = new Client(sim);

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, 401, invalid_api_key",
    "FORBIDDEN, 403, forbidden",
    "NOT_FOUND, 404, model_not_found",
    "CONTEXT_OVERFLOW, 400, context_length_exceeded",
    "CONTENT_FILTER, 400, content_filter",
    "TOO_LARGE, 413, request_too_large",
    "RATE_LIMIT, 429, rate_limit_exceeded",
    "QUOTA, 429, insufficient_quota",
    "SERVER_ERROR, 500, server_error",
    "OVERLOADED, 503, overloaded_error",
    "GATEWAY_TIMEOUT, 504, timeout",
  })
  void answersWithAnError(Fault fault, int status, String code) {
    sim.fail(fault);
    HttpResponse<String> response = client.ask(COMPLETIONS, "hi", true);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":\"" + code + "\"");
    assertThat(response.headers().firstValue("x-request-id")).hasValue("req_1");
  }

  @Test
  void saysWhenToComeBack() {
    sim.fail(Fault.RATE_LIMIT);
    assertThat(client.ask(COMPLETIONS, "hi", true).headers().firstValue("retry-after"))
        .hasValue("1");
    sim.fail(Fault.OVERLOADED);
    assertThat(client.ask(ANTHROPIC, "hi", true).statusCode()).isEqualTo(529);
  }

  @Test
  void answersWithSomethingElse() {
    sim.fail(Fault.HTML);
    assertThat(client.ask(COMPLETIONS, "hi", true).body()).startsWith("<!DOCTYPE html>");
    sim.fail(Fault.HTML_ERROR);
    assertThat(client.ask(COMPLETIONS, "hi", true).statusCode()).isEqualTo(502);
    sim.fail(Fault.EMPTY_BODY);
    assertThat(client.ask(COMPLETIONS, "hi", true).body()).isEmpty();
    sim.fail(Fault.NO_CONTENT);
    assertThat(client.ask(COMPLETIONS, "hi", true).statusCode()).isEqualTo(204);
    sim.fail(Fault.ERROR_IN_BODY);
    assertThat(client.ask(COMPLETIONS, "hi", false).body()).startsWith("{\"error\":");
    sim.fail(Fault.REDIRECT);
    assertThat(client.ask(COMPLETIONS, "hi", true).headers().firstValue("location"))
        .hasValue("/redirected/v1/chat/completions");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "RESET",
        "CUT_BEFORE_HEADERS",
        "CUT_AFTER_HEADERS",
        "CUT_MID_STREAM",
        "RESET_MID_STREAM",
        "WRONG_LENGTH",
        "NOT_HTTP"
      })
  void breaksTheConnection(Fault fault) {
    for (String body : new String[] {STREAM, WHOLE}) {
      // A client may quietly repeat a request on a fresh connection when the old one broke.
      sim.enqueue(3, Reply.fault(fault));
      assertThatThrownBy(() -> client.tryPost(COMPLETIONS, body, LONG))
          .isInstanceOf(IOException.class);
      sim.script(dev.latchkey.simulator.script.Script.EMPTY);
    }
    assertThat(client.ask(COMPLETIONS, "hi", true).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"HANG", "HANG_AFTER_HEADERS", "HANG_MID_STREAM", "COMMENTS_FOREVER"})
  void goesSilentAndNoticesWhenTheClientLeaves(Fault fault) throws Exception {
    try (RawClient raw = new RawClient(sim)) {
      sim.fail(fault);
      raw.post(COMPLETIONS, STREAM);
      if (fault != Fault.HANG) {
        raw.readUntil("\r\n\r\n");
      }
      assertThat(sim.awaitRequests(1, LONG)).isTrue();
      assertThat(sim.abandonedCount()).isZero();
    }
    assertThat(sim.awaitAbandoned(1, LONG)).isTrue();
  }

  @Test
  void noticesAClientThatLeavesWithAReset() throws Exception {
    try (RawClient raw = new RawClient(sim)) {
      sim.fail(Fault.HANG);
      raw.post(COMPLETIONS, STREAM);
      assertThat(sim.awaitRequests(1, LONG)).isTrue();

      raw.reset();

      assertThat(sim.awaitAbandoned(1, LONG)).isTrue();
    }
  }

  @Test
  void cutsAfterTheGivenNumberOfEvents() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      sim.enqueue(Reply.chunks("a", "b", "c").breaking(Fault.CUT_MID_STREAM, 3));
      raw.post(COMPLETIONS, STREAM);
      assertThat(raw.readAll())
          .contains("\"content\":\"a\"", "\"content\":\"b\"")
          .doesNotContain("\"content\":\"c\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {COMPLETIONS, RESPONSES, ANTHROPIC})
  void putsErrorsIntoTheStream(String path) {
    sim.fail(Fault.ERROR_IN_STREAM);
    assertThat(client.ask(path, "hi", true).body())
        .contains("Simulated error inside the stream.")
        .endsWith("\n\n");
    sim.fail(Fault.GARBAGE_LINE);
    assertThat(client.ask(path, "hi", true).body()).contains("\n%% garbage that is no field %%\n");
    sim.fail(Fault.BAD_JSON);
    assertThat(client.ask(path, "hi", true).body()).containsPattern("[^}\\]]\n\n");
  }

  @Test
  void breaksWholeDocumentsToo() {
    sim.fail(Fault.BAD_JSON);
    assertThat(client.ask(COMPLETIONS, "hi", false).body()).startsWith("{").doesNotEndWith("}");
    sim.fail(Fault.ERROR_IN_STREAM);
    assertThat(client.ask(COMPLETIONS, "hi", false).body()).startsWith("{\"error\":");
    sim.fail(Fault.GARBAGE_LINE);
    assertThat(client.ask(COMPLETIONS, "hi", false).body()).isEqualTo("%% garbage %%");
  }

  @Test
  void refusesConnectsUntilToldOtherwise() {
    sim.fail(Fault.REFUSE);
    assertThatThrownBy(() -> client.tryPost(COMPLETIONS, WHOLE, LONG))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new RawClient(sim)).isInstanceOf(ConnectException.class);
    sim.acceptConnections();
    assertThat(client.ask(COMPLETIONS, "hi", false).statusCode()).isEqualTo(200);
  }

  @Test
  void dropsIdleConnections() throws IOException {
    try (RawClient raw = new RawClient(sim)) {
      raw.post(COMPLETIONS, WHOLE).readUntil("}}}");
      sim.dropConnections();
      try {
        assertThat(raw.readAll()).isEmpty();
      } catch (SocketException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
    }
  }
}
