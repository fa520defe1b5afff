package dev.latchkey.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.CopilotClient;
import com.github.copilot.CopilotRequestContext;
import com.github.copilot.CopilotRequestHandler;
import com.github.copilot.CopilotSession;
import com.github.copilot.generated.SessionIdleEvent;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.ProviderConfig;
import com.github.copilot.rpc.SessionConfig;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.junit.SimulatorExtension;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Reply;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The request handler of the Java SDK, with the engine in the same process. */
@ExtendWith(SimulatorExtension.class)
class EmbeddedRequestsTest {
  private static final long SECONDS = 20;

  @TempDir private Path home;

  /** Passes requests on, with a mark. */
  private static final class Marking extends CopilotRequestHandler {
    @Override
    protected HttpResponse<InputStream> sendRequest(
        HttpRequest request, CopilotRequestContext context) throws Exception {
      HttpRequest marked =
          HttpRequest.newBuilder(request, (_, _) -> true)
              .header("x-performed-for", String.valueOf(context.sessionId()))
              .build();
      return super.sendRequest(marked, context);
    }
  }

  private CopilotClient client() throws Exception {
    CopilotClient client =
        new CopilotClient(
            new CopilotClientOptions()
                .setRequestHandler(new Marking())
                .setEnvironment(Map.of("LATCHKEY_HOME", home.toString()))
                .setCwd(home.toString()));
    client.start().get(SECONDS, TimeUnit.SECONDS);
    return client;
  }

  private static CopilotSession session(CopilotClient client, ProviderConfig provider)
      throws Exception {
    return client
        .createSession(
            new SessionConfig()
                .setModel("gpt-5")
                .setStreaming(true)
                .setProvider(provider)
                .setOnPermissionRequest(PermissionHandler.APPROVE_ALL))
        .get(SECONDS, TimeUnit.SECONDS);
  }

  private static String ask(CopilotSession session, String prompt) throws Exception {
    return session.sendAndWait(prompt).get(SECONDS, TimeUnit.SECONDS).getData().content();
  }

  @Test
  void performsTheRequestsOfTheEngine(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("One."));
    try (CopilotClient client = client()) {
      CopilotSession session =
          session(client, new ProviderConfig().setBaseUrl(simulator.baseUrl() + "/v1"));

      assertThat(ask(session, "First?")).isEqualTo("One.");

      assertThat(simulator.lastRequest().headers().all("x-performed-for"))
          .containsExactly(session.getSessionId());
    }
  }

  @Test
  void holdsTheWebSocketOfTheEngine(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("One."), Reply.text("Two."));
    try (CopilotClient client = client()) {
      CopilotSession session =
          session(
              client,
              new ProviderConfig()
                  .setBaseUrl(simulator.baseUrl() + "/v1")
                  .setWireApi("responses")
                  .setTransport("websockets")
                  .setApiKey("sk-1"));

      assertThat(ask(session, "First?")).isEqualTo("One.");
      assertThat(ask(session, "Second?")).isEqualTo("Two.");

      assertThat(simulator.requests()).hasSize(3);
      assertThat(simulator.requests().getFirst().headers().all("authorization"))
          .containsExactly("Bearer sk-1");
      assertThat(simulator.lastRequest().overSocket()).isTrue();
      assertThat(simulator.lastRequest().body().has("previous_response_id")).isTrue();
    }
    assertThat(simulator.awaitOpenSockets(0, Duration.ofSeconds(SECONDS))).isTrue();
  }

  @Test
  void hearsOfTheEndOfTheWebSocket(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.text("never").breaking(Fault.CUT_MID_STREAM, 2), Reply.text("One."));
    try (CopilotClient client = client()) {
      CopilotSession session =
          session(
              client,
              new ProviderConfig()
                  .setBaseUrl(simulator.baseUrl() + "/v1")
                  .setWireApi("responses")
                  .setTransport("websockets"));

      assertThat(ask(session, "First?")).isEqualTo("One.");

      assertThat(simulator.lastRequest().overSocket()).isFalse();
    }
  }

  @Test
  void givesUpWhatTheSessionAborts(Simulator simulator) throws Exception {
    simulator.enqueue(Reply.fault(Fault.HANG), Reply.text("Again."));
    try (CopilotClient client = client()) {
      CopilotSession session =
          session(client, new ProviderConfig().setBaseUrl(simulator.baseUrl() + "/v1"));
      CountDownLatch idle = new CountDownLatch(1);
      session.on(SessionIdleEvent.class, _ -> idle.countDown());
      session.send("First?").get(SECONDS, TimeUnit.SECONDS);
      assertThat(simulator.awaitRequests(1, Duration.ofSeconds(SECONDS))).isTrue();

      session.abort().get(SECONDS, TimeUnit.SECONDS);

      assertThat(simulator.awaitAbandoned(1, Duration.ofSeconds(SECONDS))).isTrue();
      assertThat(idle.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      // once this is answered everybody has heard of the end of the first turn
      session.getMessages().get(SECONDS, TimeUnit.SECONDS);
      assertThat(ask(session, "Second?")).isEqualTo("Again.");
    }
  }
}
