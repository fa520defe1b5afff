package dev.latchkey.runtime;

import java.util.Objects;

/**
 * One event of a session with its JSON, serialised once: the same bytes go to the journal, the file
 * and every subscriber.
 */
public final class EmittedEvent {
  private final String id;
  private final String type;
  private final boolean ephemeral;
  private final byte[] json;

  public EmittedEvent(String id, String type, boolean ephemeral, byte[] json) {
    this.id = Objects.requireNonNull(id);
    this.type = Objects.requireNonNull(type);
    this.ephemeral = ephemeral;
    this.json = Objects.requireNonNull(json);
  }

  /** The event's id, a UUID. */
  public String id() {
    return id;
  }

  /** Its type, for example {@code assistant.message}. */
  public String type() {
    return type;
  }

  /** Whether it was only announced and is in no journal. */
  public boolean ephemeral() {
    return ephemeral;
  }

  /** The event as one JSON object in UTF-8 without line breaks. Shared: never modify it. */
  public byte[] json() {
    return json;
  }

  @Override
  public String toString() {
    return type + (ephemeral ? "~ " : " ") + id;
  }
}
