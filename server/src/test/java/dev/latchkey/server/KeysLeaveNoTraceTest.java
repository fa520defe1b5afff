package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.simulator.script.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is used, and then it is nowhere. */
class KeysLeaveNoTraceTest {
  private static final String KEY = "sk-trace-0123456789abcdef";
  private static final String HEADER = "subscription-9876543210";

  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(directory.resolve("home"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String provider(String key) {
    return "{'type':'openai','baseUrl':'"
        + server.model().baseUrl()
        + "/v1?code="
        + KEY
        + "',"
        + key
        + ",'headers':{'x-subscription-key':'"
        + HEADER
        + "'}}";
  }

  @Test
  @DisplayName("A2: no key in events, answers or files, not even when the provider repeats it")
  void isNowhereAfterItsUse() throws Exception {
    TestClient client = server.client();
    List<String> told = new ArrayList<>();
    for (String key : List.of("'apiKey':'" + KEY + "'", "'bearerToken':'" + KEY + "'")) {
      server
          .model()
          .enqueue(
              Reply.text("Hello."),
              Reply.status(400, "odd", "Your key " + KEY + " (and " + HEADER + ") is odd."));
      String id = "s" + told.size();
      told.add(
          client.outcome(
              "session.create",
              json("{'sessionId':'" + id + "','model':'m','provider':" + provider(key) + "}")));
      for (String prompt : List.of("One", "Two")) {
        client.ask("session.send", json("{'sessionId':'" + id + "','prompt':'" + prompt + "'}"));
        client.await("session.idle");
      }
      assertThat(server.model().lastRequest().headers().first("authorization"))
          .contains("Bearer " + KEY);
      told.add(client.outcome("session.eventLog.read", json("{'sessionId':'" + id + "'}")));
      told.add(client.outcome("session.metadata.snapshot", json("{'sessionId':'" + id + "'}")));
      told.add(client.outcome("session.destroy", json("{'sessionId':'" + id + "'}")));
    }

    assertThat(client.types()).contains("session.error");
    assertThat(told.toString() + client.events()).doesNotContain(KEY);
    assertThat(written()).isNotEmpty().noneMatch(text -> text.contains(KEY));
    assertThat(written()).noneMatch(text -> text.contains(HEADER));
    assertThat(client.events().toString()).doesNotContain(HEADER);
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).map(KeysLeaveNoTraceTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
