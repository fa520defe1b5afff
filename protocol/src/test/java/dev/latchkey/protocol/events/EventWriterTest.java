package dev.latchkey.protocol.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionIdleEvent;
import com.github.copilot.generated.UnknownSessionEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventWriterTest {
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void writesTheEnvelopeInOrderAndParentIdAlways() throws IOException {
    var event = new AssistantMessageEvent();
    event.setId(new UUID(0, 7));
    event.setTimestamp(OffsetDateTime.of(2026, 1, 31, 8, 15, 0, 0, ZoneOffset.UTC));
    event.setData(
        AssistantMessageEventData.builder().messageId("m").content("hi").outputTokens(3L).build());

    assertThat(write(event))
        .isEqualTo(
            "{\"type\":\"assistant.message\","
                + "\"data\":{\"messageId\":\"m\",\"content\":\"hi\",\"outputTokens\":3},"
                + "\"id\":\"00000000-0000-0000-0000-000000000007\","
                + "\"timestamp\":\"2026-01-31T08:15:00.000Z\",\"parentId\":null}");
    assertThat(mapper.writeValueAsString(event)).isEqualTo(write(event));
  }

  @Test
  void writesEphemeralOnlyWhenTrue() throws IOException {
    var event = new SessionIdleEvent();
    event.setEphemeral(false);
    assertThat(write(event)).isEqualTo(mapper.writeValueAsString(event)).doesNotContain("ephem");
    event.setEphemeral(true);
    assertThat(write(event)).isEqualTo(mapper.writeValueAsString(event)).contains("ephemeral");
  }

  @Test
  void keepsUnknownEvents() throws IOException {
    JsonNode json =
        mapper.readTree("{\"type\":\"x.y\",\"data\":{\"a\":[1,null]},\"parentId\":null,\"z\":1}");

    SessionEvent event = mapper.treeToValue(json, SessionEvent.class);

    assertThat(event).isInstanceOf(UnknownSessionEvent.class);
    assertThat(event.getType()).isEqualTo("x.y");
    assertThat(write(event))
        .isEqualTo("{\"type\":\"x.y\",\"data\":{\"a\":[1,null]},\"parentId\":null}");
  }

  @Test
  void keepsKnownEventsOfUnknownShape() throws IOException {
    String json = "{\"type\":\"abort\",\"data\":{\"reason\":\"brand_new\"},\"parentId\":null}";

    SessionEvent event = mapper.readerFor(UnknownSessionEvent.class).readValue(json);

    assertThat(write(event)).isEqualTo(json);
  }

  @Test
  void knowsWhichEventsAreNeverStored() {
    assertThat(EventTypes.isEphemeral(EventTypes.ASSISTANT_MESSAGE_DELTA)).isTrue();
    assertThat(EventTypes.isEphemeral(EventTypes.ASSISTANT_MESSAGE)).isFalse();
    assertThat(EventTypes.isEphemeral("x.y")).isFalse();
    assertThat(EventTypes.all()).hasSize(149);
  }

  private String write(SessionEvent event) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator out = mapper.createGenerator(text)) {
      EventWriter.write(out, event);
    }
    return text.toString();
  }
}
