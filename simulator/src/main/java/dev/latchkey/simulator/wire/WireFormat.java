package dev.latchkey.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.io.IOException;

/** The answer format of one wire. */
public interface WireFormat {
  /** Writes the answer as a stream of events. */
  void stream(Call call, RecordedRequest request, EventSink sink) throws IOException;

  /** The answer as one document. */
  ObjectNode whole(Call call);

  /** Writes an error as an event inside a stream that had started well. */
  void error(EventSink sink, String code, String message) throws IOException;

  /** The format of a wire that carries model calls. */
  static WireFormat of(Wire wire) {
    return switch (wire) {
      case COMPLETIONS -> new CompletionsFormat();
      case RESPONSES -> new ResponsesFormat();
      case ANTHROPIC -> new AnthropicFormat();
      case NONE -> throw new IllegalArgumentException("Only model calls have an answer format.");
    };
  }
}
