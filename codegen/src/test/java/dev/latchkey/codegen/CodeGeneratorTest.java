package dev.latchkey.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeGeneratorTest {
  @TempDir private Path folder;
  private Path schema;
  private Path output;

  @BeforeEach
  void describe() throws IOException {
    schema = Files.createDirectory(folder.resolve("schema"));
    output = folder.resolve("generated");
    write("events", "{'durable':{'abort':'AbortData'},'ephemeral':{'session.idle':'Idle'}}");
    write("types-events", "{'AbortData':{'reason':'Reason','newer?':'string','at':'date-time'}}");
    write("types-shared", "{'Reason':['a-b'],'Idle':{}}");
    write("types-rpc", "{'Spawned':{'kind':\"'spawned'\",'id':'integer'}}");
    write("methods-server", "{'agents.spawn':{'params':{'x?':'any'},'result':{'|':['Spawned']}}}");
    write(
        "methods-session",
        "{'session.a.do':{'params':{'sessionId':'string'},'optional':true,'result':'Reason[]'}}");
    write("methods-client", "{'hooks.run':{'params':{'name':'string'},'result':'null'}}");
    write("java-names", "{'added':{'events.AbortEventData':['newer']}}");
  }

  @Test
  void putsNewerFieldsLastAndKeepsThePublishedConstructor() throws IOException {
    generate();
    assertThat(source("com/github/copilot/generated/AbortEvent"))
        .containsSubsequence("Reason reason", "OffsetDateTime at", "String newer")
        .contains("public AbortEventData(Reason reason, java.time.OffsetDateTime at) {")
        .contains("this(reason, at, null);");
  }

  @Test
  void writesAccessors() throws IOException {
    generate();
    assertThat(source("com/github/copilot/generated/rpc/SessionAApi"))
        .contains("CompletableFuture<java.util.List<Reason>> do_(")
        .contains("caller.invoke(\"session.a.do\"");
    assertThat(source("com/github/copilot/generated/rpc/HooksRunParams")).contains("String name");
  }

  @Test
  void tellsWhichEventsAreEphemeral() throws IOException {
    generate();
    assertThat(source("dev/latchkey/protocol/events/EventTypes"))
        .contains("ABORT = \"abort\"")
        .contains("case \"session.idle\" -> true;");
  }

  @Test
  void doesNothingWhenNothingChanged() throws IOException {
    generate();
    Path file = output.resolve("com/github/copilot/generated/AbortEvent.java");
    FileTime before = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(file, before);
    Files.writeString(output.resolve("stray.java"), "");

    generate();
    assertThat(output.resolve("stray.java")).exists();

    write("types-shared", "{'Reason':['a-b','c'],'Idle':{}}");
    generate();
    assertThat(output.resolve("stray.java")).doesNotExist();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    assertThat(source("com/github/copilot/generated/Reason")).contains("C(\"c\")");
  }

  private void generate() throws IOException {
    CodeGenerator.main(new String[] {schema.toString(), output.toString()});
  }

  private String source(String path) throws IOException {
    return Files.readString(output.resolve(path + ".java"));
  }

  private void write(String name, String json) throws IOException {
    String text =
        json.contains("\"") ? json.replace("\"'", "\"\u0000").replace("'\"", "\u0000\"") : json;
    Files.writeString(
        schema.resolve(name + ".json"), text.replace('\'', '"').replace('\u0000', '\''));
  }
}
