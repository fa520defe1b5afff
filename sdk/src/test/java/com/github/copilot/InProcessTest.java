package com.github.copilot;

import static com.github.copilot.ScriptedServer.config;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.rpc.CopilotClientOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client whose runtime is found on the class path. */
class InProcessTest {

  @TempDir private Path folder;

  @Test
  void isTheDefault() throws Exception {
    CopilotClientOptions options =
        new CopilotClientOptions().setEnvironment(Map.of("A", "b")).setCwd(folder.toString());
    try (CopilotClient client = new CopilotClient(options)) {
      ScriptedHost.during(folder, server -> {}, () -> client.start().get(5, TimeUnit.SECONDS));
      ScriptedHost.Contact contact = ScriptedHost.last();
      CopilotSession session = client.createSession(config()).get(5, TimeUnit.SECONDS);
      CompletableFuture<AssistantMessageEvent> turn = session.sendAndWait("2+2?");
      contact.server().next("session.send");
      contact.server().turn(session.getSessionId(), "4");
      assertThat(turn.get(5, TimeUnit.SECONDS).getData().content()).isEqualTo("4");
      assertThat(contact.options().args())
          .containsExactly("--server", "--no-auto-update", "--log-level", "info");
      assertThat(contact.options().environment()).isEqualTo(Map.of("A", "b"));
      assertThat(contact.options().workingDirectory()).isEqualTo(folder);
    }
    ScriptedHost.last().server().next("runtime.shutdown");
  }
}
