package dev.latchkey.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.traffic.Headers;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers are asked: address, key, headers, body. */
interface RequestContract {
  /** A picture of one pixel would do no better. */
  String PICTURE = "iVBORw0KGgo=";

  Bench bench();

  private Message picture() {
    Content.Media media = new Content.Media("image/png", PICTURE, "dot.png");
    return new Message(Role.USER, List.of(new Content.Text("What is it?"), media));
  }

  private Message called(String id, String arguments) {
    return new Message(Role.ASSISTANT, List.of(Content.ToolCall.of(id, "look", arguments)));
  }

  private Message result(String id, boolean failed, Content... content) {
    return Message.results(List.of(new Content.ToolResult(id, List.of(content), failed)));
  }

  private static ToolSpec look() {
    return new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode());
  }

  @ParameterizedTest(name = "streaming {0}")
  @ValueSource(booleans = {true, false})
  default void asksTheRightAddressWithTheRightKey(boolean stream) {
    Exchange exchange = bench().call(bench().hi().stream(stream));

    assertThat(exchange.text()).contains("Hi");
    RecordedRequest request = bench().sim.lastRequest();
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    assertThat(request.path() + query).isEqualTo(bench().row.target());
    assertThat(request.headers().first("host")).contains(bench().row.host(bench().sim));
    assertThat(request.model()).isEqualTo(bench().row.model());
    assertThat(request.overSocket()).isEqualTo(bench().row.socket());
    assertThat(request.overSocket() || request.streams() == bench().row.streams(stream)).isTrue();
    assertThat(request.lastUserText()).isEqualTo("Hi");
  }

  @Test
  @DisplayName("weak 19, weak 20: one credential, one honest name, nothing else of ours")
  default void sendsNothingOfItselfButWhatACallNeeds() {
    bench().call();

    Headers headers = bench().sim.lastRequest().headers();
    Set<String> expected =
        new TreeSet<>(
            bench().row.socket()
                ? Set.of("connection", "sec-websocket-key", "sec-websocket-version", "upgrade")
                : Set.of("accept", "content-length", "content-type"));
    expected.addAll(Set.of("host", "user-agent"));
    String auth = bench().row.authHeader();
    if (!auth.isEmpty()) {
      expected.add(auth);
      assertThat(headers.all(auth)).containsExactly(bench().row.authValue());
    }
    if (bench().row.wire() == Wire.ANTHROPIC) {
      expected.add("anthropic-version");
    }
    assertThat(headers.fields())
        .extracting(field -> field.name().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(headers.first("user-agent").orElseThrow()).startsWith("latchkey/");
  }

  @Test
  @DisplayName("weak 3: sends only what was set")
  default void sendsOnlyWhatWasSet() {
    bench().call();

    assertThat(bench().sim.lastRequest().body().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            switch (bench().row.wire()) {
              case COMPLETIONS, NONE ->
                  new String[] {"model", "messages", "stream", "stream_options"};
              case RESPONSES ->
                  new String[] {
                    "model", "input", bench().row.socket() ? "type" : "stream", "store"
                  };
              case ANTHROPIC -> new String[] {"model", "messages", "stream", "max_tokens"};
            });
  }

  @Test
  default void putsInstructionsWhereTheWireWantsThem() {
    bench().call(bench().hi().system("Be brief."));
    assertThat(bench().sim.lastRequest().systemText()).isEqualTo("Be brief.");
  }

  @Test
  @DisplayName("B4: the output cap reaches every wire, under the name the server takes")
  default void sendsTheOutputCap() {
    bench().call(bench().hi().maxOutputTokens(777));

    JsonNode body = bench().sim.lastRequest().body();
    assertThat(body.path(bench().row.capField()).asInt()).isEqualTo(777);
    assertThat(List.of("max_tokens", "max_completion_tokens", "max_output_tokens"))
        .filteredOn(body::has)
        .containsExactly(bench().row.capField());
  }

  @Test
  default void offersTools() {
    bench().call(bench().hi().tools(List.of(look())));
    assertThat(bench().sim.lastRequest().toolNames()).containsExactly("look");
  }

  @Test
  default void sendsPictures() {
    bench().call(bench().hi().messages(List.of(picture())));
    assertThat(bench().sim.lastRequest().body().toString()).contains(PICTURE);
  }

  @Test
  default void sendsPicturesThatToolsReturned() {
    Content.Media media = new Content.Media("image/png", PICTURE, "dot.png");
    List<Message> seen =
        List.of(Message.user("Go"), called("c1", "{}"), result("c1", false, media));
    bench().call(bench().hi().messages(seen).tools(List.of(look())));
    assertThat(bench().sim.lastRequest().body().toString()).contains(PICTURE);
  }

  @ParameterizedTest(name = "failed {0}")
  @ValueSource(booleans = {false, true})
  default void sendsToolResultsWithTheirCalls(boolean failed) {
    List<Message> asked =
        List.of(
            Message.user("Go"),
            called("c1", "{\"n\":1}"),
            result("c1", failed, new Content.Text("Sunny.")));
    bench().call(bench().hi().messages(asked).tools(List.of(look())));

    assertThat(bench().sim.lastRequest().toolResults()).containsExactly("Sunny.");
    boolean told = bench().sim.lastRequest().body().toString().contains("\"is_error\":true");
    assertThat(told).isEqualTo(failed && bench().row.wire() == Wire.ANTHROPIC);
  }

  @Test
  @DisplayName("C1: reasoning goes back to who wrote it, with its proof")
  default void replaysItsOwnReasoning() {
    bench()
        .sim
        .enqueue(
            Reply.answer().reasoning("Let me look.").toolCall("c1", "look", "{}"),
            Reply.text("Done."));
    ModelProvider provider = bench().provider();
    Message first = bench().call(provider, thinking(List.of(Message.user("Go")))).message();
    Message done = result("c1", false, new Content.Text("R"));
    bench().call(provider, thinking(List.of(Message.user("Go"), first, done)));

    if (bench().row.socket()) {
      assertThat(bench().sim.lastRequest().body().path("previous_response_id").asText())
          .isNotEmpty();
      return;
    }
    String body = bench().sim.lastRequest().body().toString();
    assertThat(body).contains("Let me look.");
    assertThat(body.contains("c2ltdWxhdGVkLXNlYWw="))
        .isEqualTo(bench().row.wire() != Wire.COMPLETIONS);
    assertThat(body).contains(bench().row.wire() == Wire.COMPLETIONS ? "reasoning_content" : "");
  }

  private ModelRequest.Builder thinking(List<Message> messages) {
    return bench().hi().messages(messages).tools(List.of(look())).reasoningEffort("high");
  }

  @Test
  @DisplayName("C1: reasoning of another family stays away")
  default void dropsForeignReasoning() {
    ReasoningSeal.Family other =
        bench().row.wire() == Wire.ANTHROPIC
            ? ReasoningSeal.Family.RESPONSES
            : ReasoningSeal.Family.ANTHROPIC;
    ReasoningSeal seal = new ReasoningSeal(other, "rs_1", "Zm9yZWlnbg==", null);
    Message thought =
        new Message(
            Role.ASSISTANT,
            List.of(new Content.Reasoning("Foreign.", seal), new Content.Text("Hello.")));
    bench().call(bench().hi().messages(List.of(Message.user("Go"), thought, Message.user("On"))));

    assertThat(bench().sim.lastRequest().body().toString())
        .contains("Hello.")
        .doesNotContain("Foreign.", "Zm9yZWlnbg==", "rs_1");
  }

  @Test
  @DisplayName("A3: headers and query parameters of a gateway, values by template")
  default void sendsTheUsersHeadersAndParameters() {
    ObjectNode beyond = JsonNodeFactory.instance.objectNode();
    beyond.putObject("extraHeaders").put("x-session", "${session.id}").putNull("x-old");
    beyond.putObject("extraQuery").put("tenant", "t 1");
    ModelProvider provider =
        bench()
            .provider(
                bench()
                    .config()
                    .headers(Map.of("x-team", "search", "x-old", "1"))
                    .extension(Extension.read(beyond))
                    .build());
    bench()
        .call(
            provider,
            bench().hi().headers(Map.of("X-Team", "now")).variables(Map.of("session.id", "s-1")));

    RecordedRequest request = bench().sim.lastRequest();
    assertThat(request.headers().all("x-team")).containsExactly("now");
    assertThat(request.headers().all("x-session")).containsExactly("s-1");
    assertThat(request.headers().contains("x-old")).isFalse();
    assertThat(request.line().parameter("tenant")).isEqualTo("t 1");
  }

  @Test
  @DisplayName("B4: any field of the body can be added, and any default taken away")
  default void mergesTheUsersBody() {
    ObjectNode beyond = JsonNodeFactory.instance.objectNode();
    beyond.putObject("extraBody").put("seed", 7).putNull("stream_options").putNull("store");
    ModelProvider provider =
        bench().provider(bench().config().extension(Extension.read(beyond)).build());
    bench().call(provider, bench().hi());

    JsonNode body = bench().sim.lastRequest().body();
    assertThat(body.path("seed").asInt()).isEqualTo(7);
    assertThat(body.has("stream_options") || body.has("store")).isFalse();
  }
}
