package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelException;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What only HTTP has: redirects, and bodies that are none. */
interface HttpContract {
  Bench bench();

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "CUT_BEFORE_HEADERS",
        "CUT_AFTER_HEADERS",
        "RESET",
        "WRONG_LENGTH",
        "NOT_HTTP",
        "EMPTY_BODY",
        "NO_CONTENT",
        "HTML_ERROR",
        "ERROR_IN_BODY"
      })
  @DisplayName("D4: what breaks before the first event is tried again")
  default void triesAgainBeforeTheFirstEvent(Fault fault) {
    bench().sim.enqueue(Reply.fault(fault), Reply.text("ok"));

    assertThat(bench().call().text()).isEqualTo("ok");

    assertThat(bench().retried).hasSize(1);
    assertThat(bench().sim.modelCalls()).hasSize(2);
  }

  @Test
  @DisplayName("B1: a web page is told as one")
  default void tellsAWebPage() {
    bench().sim.fail(Fault.HTML);

    ModelException failure = bench().call().failed();

    assertThat(failure).isInstanceOf(ModelException.BadResponse.class);
    assertThat(failure.nextStep()).contains("baseUrl");
    assertThat(bench().sim.modelCalls()).hasSize(1);
    bench().assertTold(failure);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  @DisplayName("weak 24: no redirect to another server is followed, and it is told")
  default void neverGoesToAnotherServer(int status) {
    bench()
        .sim
        .enqueue(
            Reply.http(status, "text/plain", "")
                .header("location", "http://elsewhere.example.com/v1"));

    ModelException failure = bench().call().failed();

    assertThat(failure).hasMessageContaining("http://elsewhere.example.com/v1");
    assertThat(failure.failure().status()).isEqualTo(status);
    assertThat(bench().sim.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {301, 302, 303})
  @DisplayName("weak 24: a redirect that loses the request is not followed")
  default void neverTurnsACallIntoAnotherRequest(int status) {
    bench().sim.enqueue(Reply.http(status, "text/plain", "").header("location", "/moved" + path()));

    assertThat(bench().call().failed()).hasMessageContaining("/moved");
    assertThat(bench().sim.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {307, 308})
  @DisplayName("weak 24: a redirect on the same server keeps the request")
  default void followsARedirectOnTheSameServer(int status) {
    String moved = "/moved" + path();
    bench()
        .sim
        .enqueue(Reply.http(status, "text/plain", "").header("location", moved), Reply.text("ok"));

    assertThat(bench().call().text()).isEqualTo("ok");

    assertThat(bench().sim.lastRequest().line().path()).isEqualTo(moved.replaceFirst("\\?.*", ""));
    assertThat(bench().sim.lastRequest().method()).isEqualTo("POST");
    assertThat(bench().sim.lastRequest().lastUserText()).isEqualTo("Hi");
  }

  private String path() {
    return bench().row.target();
  }
}
