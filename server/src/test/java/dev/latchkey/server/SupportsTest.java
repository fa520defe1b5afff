package dev.latchkey.server;

import static dev.latchkey.server.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users say that a model supports steers every wire, wherever they say it. */
class SupportsTest extends ThreeProviders {
  private static final String PICTURE = "iVBORw0KGgoRED=";

  /** Where users can say it. */
  enum Way {
    SESSION,
    MODELS,
    FILE,
    SWITCH
  }

  /** Wire, model, what it supports; what an effort of {@code high} becomes. */
  private static final List<String> ROWS =
      List.of(
          "completions | some-model | {} | reasoning_effort=high",
          "completions | some-model | 'reasoningEffort':false | none",
          "completions | gpt-4o | {} | none",
          "completions | gpt-4o | 'reasoningEffort':true | reasoning_effort=high",
          "completions | some-model | 'adaptive_thinking':'optional' | reasoning_effort=high",
          "responses | some-model | {} | reasoning=high",
          "responses | o4-mini | 'reasoningEffort':false | none",
          "responses | gpt-4o | 'reasoningEffort':true | reasoning=high",
          "responses | o4-mini | 'adaptive_thinking':'unsupported' | reasoning=high",
          "messages | some-model | {} | thinking=enabled",
          "messages | some-model | 'adaptive_thinking':'optional' | thinking=adaptive high",
          "messages | some-model | 'adaptive_thinking':'required' | thinking=adaptive high",
          "messages | some-model | 'adaptive_thinking':'adaptive_only' | thinking=adaptive high",
          "messages | some-model | 'adaptive_thinking':'in-the-future' | thinking=enabled",
          "messages | some-model | 'adaptive_thinking':'optional','reasoningEffort':false | none",
          "messages | claude-opus-4-6 | {} | thinking=adaptive high",
          "messages | claude-opus-4-6 | 'adaptive_thinking':'unsupported' | thinking=enabled",
          "messages | claude-opus-4-6 | 'reasoningEffort':false | none",
          "messages | claude-sonnet-4-5 | 'adaptive_thinking':'optional' | thinking=adaptive high",
          "messages | claude-3-5-haiku | 'adaptive_thinking':'unsupported' | none",
          "messages | claude-3-5-haiku | 'reasoningEffort':true | thinking=enabled");

  static Stream<Arguments> rows() {
    return Stream.of(Way.values()).flatMap(way -> ROWS.stream().map(row -> Arguments.of(way, row)));
  }

  static Stream<Arguments> sights() {
    return Stream.of(Way.values())
        .flatMap(way ->
            Stream.of("completions", "responses", "messages").map(wire -> Arguments.of(way, wire)));
  }

  @DisplayName("B3, weak 4: what users say of a model steers each wire")
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void effortsAndThinkingFollowTheUsersWord(Way way, String row) throws Exception {
    List<String> cells = List.of(row.split(" [|] "));
    String supports = cells.get(2).equals("{}") ? "" : cells.get(2);
    RecordedRequest sent = asked(way, cells.get(0), cells.get(1), supports);

    assertThat(effort(sent.body())).isEqualTo(cells.get(3));
    assertThat(server.model().violations()).isEmpty();
    assertThat(claude.violations()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("sights")
  void modelsThatCannotSeeAreSentNotes(Way way, String wire) throws Exception {
    assertThat(asked(way, wire, "gpt-5", "'vision':false").body().toString())
        .doesNotContain(PICTURE);
    assertThat(client.events())
        .filteredOn(event -> event.path("type").asText().equals("session.warning"))
        .extracting(event -> event.at("/data/warningType").asText())
        .containsExactly("capability.vision");
  }

  private RecordedRequest asked(Way way, String wire, String model, String supports)
      throws Exception {
    Simulator at = wire.equals("messages") ? claude : server.model();
    at.enqueue(Reply.text("Yes."));
    String said = "{'supports':{" + supports + "}}";
    switch (way) {
      case SESSION ->
          open("'model':'" + model + "','modelCapabilities':" + said + "," + single(wire));
      case MODELS -> open("'model':'p/m'," + named(wire) + "," + listed(model, said));
      case FILE -> {
        Files.writeString(
            home.resolve("latchkey.yaml"),
            json("{" + named(wire) + "," + listed(model, said) + "}"));
        open("'model':'p/m'");
      }
      case SWITCH -> {
        open("'model':'p/other'," + named(wire));
        client.ask(
            "session.model.switchTo",
            json(
                "{'sessionId':'s1','modelId':'p/%s','reasoningEffort':'high','modelCapabilities':%s}"
                    .formatted(model, said)));
      }
    }
    client.ask(
        "session.send",
        json(
            "{'sessionId':'s1','prompt':'x','attachments':[{'type':'blob','mimeType':'image/png',"
                + "'displayName':'shot','data':'"
                + PICTURE
                + "'}]}"));
    client.await("session.idle");
    return at.lastRequest();
  }

  private void open(String fields) throws Exception {
    client.ask(
        "session.create", json("{'sessionId':'s1','reasoningEffort':'high'," + fields + "}"));
  }

  private String single(String wire) {
    return "'provider':" + at(wire);
  }

  private String named(String wire) {
    return "'providers':[" + at(wire) + "]";
  }

  private static String listed(String model, String said) {
    return "'models':[{'id':'m','provider':'p','wireModel':'%s','capabilities':%s}]"
        .formatted(model, said);
  }

  private String at(String wire) {
    return wire.equals("messages") ? anthropic("p", "") : gpt("p", ",'wireApi':'" + wire + "'");
  }

  private static String effort(JsonNode body) {
    if (body.has("thinking")) {
      String effort = body.at("/output_config/effort").asText();
      return ("thinking=" + body.at("/thinking/type").asText() + " " + effort).strip();
    }
    if (body.has("reasoning_effort")) {
      return "reasoning_effort=" + body.path("reasoning_effort").asText();
    }
    return body.at("/reasoning/effort").isTextual()
        ? "reasoning=" + body.at("/reasoning/effort").asText()
        : "none";
  }
}
