package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.ToolReply;
import dev.latchkey.runtime.UserInput;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of a session's providers in what tools and failures say. */
class RedactionTest {
  private static final String KEY = "sk-0815-of-this-session";

  private final Bench bench = new Bench();
  private final Recorder told = bench.told;

  @AfterEach
  void close() {
    bench.close();
  }

  private Session session() {
    ProviderConfig provider =
        ProviderConfig.builder("http://127.0.0.1:1/v1").apiKey(Secret.of(KEY)).build();
    return bench.create(
        SessionOptions.builder()
            .model("test-model")
            .provider(provider)
            .tools(List.of(Bench.freeTool("look"))));
  }

  @Test
  void anAttachmentThatHoldsAKeyIsLeftOut() {
    bench.model.calls(call("c1", "look", "{}")).says("Fine.");
    Session session = session();
    session.send(UserInput.of("Look"));
    String asked = told.await("external_tool.requested", 1).path("requestId").asText();
    JsonNode reply =
        Bench.json(
            "{'textResultForLlm':'see','toolTelemetry':{'env':'K="
                + KEY
                + "','n':3},'binaryResultsForLlm':[{'type':'resource','mimeType':'text/plain',"
                + "'data':'aGk=','description':'"
                + KEY
                + "'},{'type':'resource','mimeType':'text/plain','data':'aGk='}]}");
    session.completeToolCall(asked, new ToolReply.Result(reply));
    told.awaitIdle();

    JsonNode done = told.only("tool.execution_complete");
    assertThat(done.toString()).doesNotContain(KEY);
    assertThat(done.at("/result/content").asText()).startsWith("see").contains("left out");
    assertThat(done.at("/result/binaryResultsForLlm")).hasSize(1);
    assertThat(done.path("toolTelemetry").path("env").asText()).contains("K=***");
    assertThat(done.path("toolTelemetry").path("n").asInt()).isEqualTo(3);
  }

  @Test
  void anUnforeseenFailureShowsNoKey() {
    bench.model.then((_, _) -> {
      throw new IllegalStateException("cannot send " + KEY);
    });
    session().send(UserInput.of("Hi"));
    told.awaitIdle();
    assertThat(told.only("session.error").path("message").asText())
        .contains("cannot send ***")
        .doesNotContain(KEY);
  }
}
