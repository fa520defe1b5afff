package dev.latchkey.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.generated.rpc.RpcCaller;
import com.github.copilot.generated.rpc.ServerRpc;
import com.github.copilot.generated.rpc.SessionMode;
import com.github.copilot.generated.rpc.SessionModelSwitchToParams;
import com.github.copilot.generated.rpc.SessionRpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The typed accessors call the method they are named after. */
class AccessorsTest {
  private final List<String> calls = new ArrayList<>();
  private String answer = "null";

  /** Answers every call with {@link #answer}. */
  private final RpcCaller caller =
      new RpcCaller() {
        private final ObjectMapper mapper = new ObjectMapper();

        @Override
        public <T> CompletableFuture<T> invoke(String method, Object params, Class<T> type) {
          try {
            calls.add(method + " " + mapper.<JsonNode>valueToTree(params));
            return CompletableFuture.completedFuture(mapper.readValue(answer, type));
          } catch (java.io.IOException e) {
            return CompletableFuture.failedFuture(e);
          }
        }
      };

  @Test
  void sessionMethodsNameTheirSession() {
    var session = new SessionRpc(caller, "s1");
    var params = SessionModelSwitchToParams.builder().sessionId("other").modelId("m").build();

    session.model.switchTo(params).join();
    session.model.list().join();
    session.model.list(null).join();

    assertThat(calls)
        .containsExactly(
            "session.model.switchTo {\"sessionId\":\"s1\",\"modelId\":\"m\"}",
            "session.model.list {\"sessionId\":\"s1\"}",
            "session.model.list {\"sessionId\":\"s1\"}");
  }

  @Test
  void serverMethodsPassTheirParameters() {
    new ServerRpc(caller).tools.list(null).join();
    assertThat(calls).containsExactly("tools.list {}");
  }

  @Test
  void bindsListsEnumsAndNothing() {
    var session = new SessionRpc(caller, "s1");
    answer = "[{\"message\":\"no\",\"host\":\"h\"}]";
    assertThat(session.gitHubAuth.lastAuthErrors().join()).hasSize(1);
    answer = "\"plan\"";
    assertThat(session.mode.get().join()).isEqualTo(SessionMode.PLAN);
    answer = "null";
    assertThat(session.suspend().join()).isNull();
  }
}
