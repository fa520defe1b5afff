package dev.latchkey.providers.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A turn that paused amid the provider's own tools goes back as it is. */
class PausedTurnTest {
  private static final String SEARCH =
      "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\","
          + "\"input\":{\"query\":\"bonn\"}}";
  private static final String FOUND =
      "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[]}";

  private static Content own(String json) {
    return new Content.Reasoning("", new ReasoningSeal(Family.ANTHROPIC_OWN, null, json, null));
  }

  private static JsonNode messages(Message... conversation) {
    ModelRequest request =
        ModelRequest.builder("claude-opus-4-6")
            .reasoningEffort("high")
            .messages(List.of(conversation))
            .build();
    Quirks quirks = Quirks.DEFAULT.with().promptCaching(false).build();
    byte[] body = new AnthropicWire().encode(request, quirks);
    return Objects.requireNonNull(WireJson.tree(new Slice(body, 0, body.length))).path("messages");
  }

  private static Message said(Content... blocks) {
    return new Message(Role.ASSISTANT, List.of(blocks));
  }

  @Test
  void goesBackWithoutAWordOfOurs() {
    assertThat(messages(Message.user("Rain?"), said(new Content.Text("Hm."), own(SEARCH))))
        .hasToString(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Rain?\"}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hm.\"},"
                + SEARCH
                + "]}]");
  }

  @DisplayName("weak 25: a paused turn goes on")
  @Test
  void whatFollowsThePauseJoinsTheTurn() {
    JsonNode messages =
        messages(
            Message.user("Rain?"),
            said(own(SEARCH)),
            said(own(FOUND), new Content.Text("Yes.")),
            Message.user("Thanks"));
    assertThat(messages).hasSize(3);
    assertThat(messages.path(1).path("content"))
        .hasToString("[" + SEARCH + "," + FOUND + ",{\"type\":\"text\",\"text\":\"Yes.\"}]");
  }

  @Test
  void aPauseNobodyEndedIsDroppedOnceTheUserSpeaks() {
    assertThat(messages(Message.user("Rain?"), said(own(SEARCH)), Message.user("Never mind")))
        .hasSize(1)
        .hasToString(
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Rain?\"},"
                + "{\"type\":\"text\",\"text\":\"Never mind\"}]}]");
  }
}
