package com.github.copilot;

import static com.github.copilot.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the public page compile for Java 17 and run as they are. */
class QuickStartTest {

  @TempDir private Path folder;

  private String run(String name) throws Exception {
    String source = Files.readString(Path.of("../examples/java-quickstart", name + ".java"));
    Compilation compilation = Compilation.of(folder, name, source, null);
    assertThat(compilation.errors()).isEmpty();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (var loader = compilation.loader()) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void quickStartAsks() throws Exception {
    String printed =
        ScriptedHost.during(folder, QuickStartTest::answerFour, () -> run("QuickStart"));
    assertThat(printed).isEqualToNormalizingNewlines("4\n");
    ScriptedServer server = ScriptedHost.last().server();
    JsonNode params = server.next("session.create");
    assertThat(params.path("model").asText()).isEqualTo("gpt-5.2-codex");
    assertThat(params.path("provider"))
        .isEqualTo(
            json(
                "{'type':'openai','wireApi':'responses',"
                    + "'baseUrl':'https://your-resource.openai.azure.com/openai/v1/'}"));
    assertThat(server.next("session.send").path("prompt").asText()).isEqualTo("What is 2+2?");
  }

  private static void answerFour(ScriptedServer server) {
    server.answer(
        "session.send",
        params -> {
          try {
            server.turn(params.path("sessionId").asText(), "4");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return json("{'messageId':'m'}");
        });
  }

  @Test
  void ownModelsAreListed() throws Exception {
    assertThat(run("OwnModels")).isEqualToNormalizingNewlines("My Custom Model\n");
  }
}
