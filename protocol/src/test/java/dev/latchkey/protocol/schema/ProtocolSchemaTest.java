package dev.latchkey.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolSchemaTest {
  private final ProtocolSchema schema = ProtocolSchema.published();

  @Test
  void acceptsAGoodEvent() throws IOException {
    assertThat(schema.validateEvent(event("'data':{'messageId':'m','content':''}"))).isEmpty();
  }

  @Test
  void tellsEveryMistakeOfAnEvent() throws IOException {
    JsonNode json =
        event("'data':{'content':1,'toolRequests':[{'toolCallId':'t','type':'odd'}],'x':true}");
    assertThat(schema.validateEvent(json))
        .containsExactlyInAnyOrder(
            new Violation("data.messageId", "required field is missing"),
            new Violation("data.content", "expected string, found number"),
            new Violation("data.toolRequests[0].name", "required field is missing"),
            new Violation(
                "data.toolRequests[0].type", "expected one of [function, custom], found 'odd'"),
            new Violation("data.x", "unknown field"));
  }

  @Test
  void checksTheEnvelope() throws IOException {
    JsonNode json = json("{'type':'session.idle','data':{},'id':'1','timestamp':'now'}");
    assertThat(schema.validateEvent(json))
        .containsExactlyInAnyOrder(
            new Violation("id", "expected uuid, found string"),
            new Violation("timestamp", "expected date-time, found string"),
            new Violation("parentId", "required field is missing"),
            new Violation("ephemeral", "required field is missing"));
    assertThat(schema.validateEvent(json("{'type':'no.such'}")))
        .isEqualTo(List.of(new Violation("", "unknown event type 'no.such'")));
  }

  @Test
  void tellsTheMistakesOfTheMeantAlternative() throws IOException {
    JsonNode json =
        json(
            "{'sessionId':'s','prompt':'p','attachments':[{'type':'file','path':1,"
                + "'displayName':'d'},{'type':'nothing'}]}");
    assertThat(schema.validateParams("session.send", json))
        .containsExactly(
            new Violation("attachments[0].path", "expected string, found number"),
            new Violation("attachments[1]", "matches no alternative of the union; found object"));
  }

  @Test
  void checksParametersAndResults() throws IOException {
    assertThat(schema.validateParams("ping", null)).isEmpty();
    assertThat(schema.validateParams("account.getAllUsers", json("{}"))).isEmpty();
    assertThat(schema.validateParams("account.getAllUsers", json("{'a':1}")))
        .containsExactly(new Violation("", "account.getAllUsers has no parameters"));
    assertThat(schema.validateResult("session.getMessages", json("{'events':[{'type':'x'}]}")))
        .containsExactly(new Violation("events[0]", "unknown event type 'x'"));
    assertThat(schema.validateResult("no.such", json("{}")))
        .containsExactly(new Violation("", "unknown method 'no.such'"));
  }

  private static JsonNode event(String data) throws IOException {
    return json(
        "{'type':'assistant.message','id':'00000000-0000-0000-0000-000000000001',"
            + "'timestamp':'2026-01-31T08:15:00.000Z','parentId':null,"
            + data
            + "}");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
