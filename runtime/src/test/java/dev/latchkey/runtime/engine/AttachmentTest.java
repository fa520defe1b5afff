package dev.latchkey.runtime.engine;

import static dev.latchkey.runtime.engine.Bench.json;
import static dev.latchkey.runtime.engine.Bench.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UserInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attached files, pictures and selections become. */
class AttachmentTest {
  private final Bench bench = new Bench();
  private @TempDir Path directory;

  @AfterEach
  void close() {
    bench.close();
  }

  private List<Content> sent(String... attachments) {
    bench.model.says("Seen.");
    Session session = bench.create(options().workingDirectory(directory));
    List<JsonNode> all = List.of(attachments).stream().map(Bench::json).toList();
    session.send(UserInput.builder("Look").attachments(all).build());
    bench.told.awaitIdle();
    return bench.model.lastRequest().messages().getFirst().content();
  }

  private static String text(List<Content> content) {
    return ((Content.Text) content.getFirst()).text();
  }

  @Test
  void textFilesAreTaggedWithTheirLines() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "one\ntwo\n");
    Path file = directory.resolve("a.txt");
    List<Content> content =
        sent(
            "{'type':'file','path':'a.txt','displayName':'a.txt'}",
            "{'type':'file','path':'"
                + file
                + "','displayName':'a.txt',"
                + "'lineRange':{'start':2,'end':3}}",
            "{'type':'file','path':'gone.txt','displayName':'gone.txt'}",
            "{'type':'directory','path':'" + directory + "','displayName':'here'}");
    assertThat(text(content))
        .endsWith(
            "Look\n\n\n\n<tagged_files>\n* "
                + file
                + " (3 lines)\n* "
                + file
                + " (lines 2-3 of 3 lines)\n* "
                + directory.resolve("gone.txt")
                + " (error: NoSuchFileException)\n* "
                + directory
                + " (1 items)\n</tagged_files>");
    assertThat(content).hasSize(1);
  }

  @Test
  void pictureFilesAreKeptInTheJournalAndSent() throws IOException {
    Files.write(directory.resolve("p.png"), new byte[] {1, 2, 3});
    List<Content> content = sent("{'type':'file','path':'p.png','displayName':'p.png'}");
    assertThat(content)
        .contains(
            new Content.Text("Image file at path " + directory.resolve("p.png")),
            new Content.Media("image/png", "AQID", "p.png"));
    JsonNode asset = bench.told.only("session.binary_asset");
    assertThat(asset.path("data").asText()).isEqualTo("AQID");
    JsonNode attachment = bench.told.only("user.message").path("attachments").get(0);
    assertThat(attachment.path("assetId")).isEqualTo(asset.path("assetId"));
    assertThat(attachment.has("taggedFilesEntry")).isFalse();
    assertThat(text(content)).doesNotContain("tagged_files");
  }

  @Test
  void blobsAreSentAsTheyAre() {
    List<Content> content =
        sent("{'type':'blob','data':'AQID','mimeType':'image/png','displayName':'shot'}");
    assertThat(content).contains(new Content.Media("image/png", "AQID", "shot"));
    assertThat(bench.told.only("user.message").path("attachments"))
        .isEqualTo(
            json("[{'type':'blob','data':'AQID','mimeType':'image/png','displayName':'shot'}]"));
  }

  @Test
  void displayPromptIsShownAndPromptIsSent() {
    bench.model.says("Ok.");
    Session session = bench.create();
    session.send(UserInput.builder("the long prompt").displayPrompt("/short").build());
    bench.told.awaitIdle();
    assertThat(bench.told.only("user.message").path("content").asText()).isEqualTo("/short");
    assertThat(text(bench.model.lastRequest().messages().getFirst().content()))
        .startsWith("<current_datetime>")
        .endsWith("\n\nthe long prompt");
  }
}
