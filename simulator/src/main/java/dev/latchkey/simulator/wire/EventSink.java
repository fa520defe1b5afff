package dev.latchkey.simulator.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the events of a streamed answer, in order. */
public interface EventSink {
  /**
   * One event.
   *
   * @param name the event's name, or null on wires without names
   * @param data one JSON document without line breaks, or a marker such as {@code [DONE]}
   * @throws IOException when the client is gone or the stream was broken on purpose
   */
  void event(@Nullable String name, String data) throws IOException;

  /** Characters that are sent as they are. */
  void raw(String characters) throws IOException;
}
