package dev.latchkey.protocol.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.github.copilot.generated.SessionEvent;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes session events as JSON without reflection. The result is the same tree that an {@code
 * ObjectMapper} writes; whole numbers in fractional fields are written without a fraction, as the
 * other SDKs do.
 */
public final class EventWriter {
  private static final SerializableString TYPE = new SerializedString("type");
  private static final SerializableString ID = new SerializedString("id");
  private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
  private static final SerializableString PARENT_ID = new SerializedString("parentId");
  private static final SerializableString EPHEMERAL = new SerializedString("ephemeral");
  private static final SerializableString AGENT_ID = new SerializedString("agentId");

  private EventWriter() {}

  /**
   * Writes {@code event} as one object. {@code parentId} is always present, null for the first
   * event of a session; {@code ephemeral} is present only when true.
   *
   * @throws IOException when {@code out} does
   */
  public static void write(JsonGenerator out, SessionEvent event) throws IOException {
    out.writeStartObject();
    out.writeFieldName(TYPE);
    out.writeString(event.getType());
    EventDataWriter.write(out, event);
    writeId(out, ID, event.getId());
    if (event.getTimestamp() != null) {
      out.writeFieldName(TIMESTAMP);
      JsonValues.write(out, event.getTimestamp());
    }
    out.writeFieldName(PARENT_ID);
    JsonValues.write(out, event.getParentId());
    if (Boolean.TRUE.equals(event.getEphemeral())) {
      out.writeFieldName(EPHEMERAL);
      out.writeBoolean(true);
    }
    if (event.getAgentId() != null) {
      out.writeFieldName(AGENT_ID);
      out.writeString(event.getAgentId());
    }
    out.writeEndObject();
  }

  private static void writeId(JsonGenerator out, SerializableString name, @Nullable UUID id)
      throws IOException {
    if (id != null) {
      out.writeFieldName(name);
      JsonValues.write(out, id);
    }
  }
}
