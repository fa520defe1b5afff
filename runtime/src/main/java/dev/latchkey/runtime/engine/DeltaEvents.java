package dev.latchkey.runtime.engine;

import com.github.copilot.generated.AssistantMessageDeltaEvent;
import com.github.copilot.generated.AssistantMessageDeltaEvent.AssistantMessageDeltaEventData;
import com.github.copilot.generated.AssistantMessageStartEvent;
import com.github.copilot.generated.AssistantMessageStartEvent.AssistantMessageStartEventData;
import com.github.copilot.generated.AssistantMessageToolRequestType;
import com.github.copilot.generated.AssistantReasoningDeltaEvent;
import com.github.copilot.generated.AssistantReasoningDeltaEvent.AssistantReasoningDeltaEventData;
import com.github.copilot.generated.AssistantStreamingDeltaEvent;
import com.github.copilot.generated.AssistantStreamingDeltaEvent.AssistantStreamingDeltaEventData;
import com.github.copilot.generated.AssistantToolCallDeltaEvent;
import com.github.copilot.generated.AssistantToolCallDeltaEvent.AssistantToolCallDeltaEventData;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.runtime.loop.EventSink;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of the pieces of one streamed answer as they come. */
final class DeltaEvents {
  private record Call(String id, String name) {}

  private final EventSink events;
  private final @Nullable String parentCallId;
  private final String messageId;
  private final String reasoningId;
  private final Map<Integer, Call> calls = new HashMap<>();
  private long bytes;
  private boolean started;
  private boolean shown;

  /**
   * @param parentCallId the call that a sub-agent works for; null in the main conversation
   * @param bytesBefore size of the run's earlier answers; the total counts on
   */
  DeltaEvents(
      EventSink events,
      @Nullable String parentCallId,
      String messageId,
      String reasoningId,
      long bytesBefore) {
    this.events = events;
    this.parentCallId = parentCallId;
    this.messageId = messageId;
    this.reasoningId = reasoningId;
    this.bytes = bytesBefore;
  }

  /** Bytes of all answers of the run so far. */
  long bytes() {
    return bytes;
  }

  /** The message has begun before. */
  void goesOn() {
    started = true;
  }

  /** Whether any text was told. */
  boolean shown() {
    return shown;
  }

  void text(ModelEvent.TextDelta delta) {
    if (delta.text().isEmpty()) {
      return;
    }
    size(delta.text());
    shown = true;
    if (!started) {
      started = true;
      AssistantMessageStartEvent start = new AssistantMessageStartEvent();
      start.setData(new AssistantMessageStartEventData(messageId, null));
      events.emit(start);
    }
    AssistantMessageDeltaEvent event = new AssistantMessageDeltaEvent();
    event.setData(new AssistantMessageDeltaEventData(messageId, delta.text(), parentCallId));
    events.emit(event);
  }

  void reasoning(ModelEvent.ReasoningDelta delta) {
    if (delta.text().isEmpty()) {
      return;
    }
    size(delta.text());
    AssistantReasoningDeltaEvent event = new AssistantReasoningDeltaEvent();
    event.setData(new AssistantReasoningDeltaEventData(reasoningId, delta.text()));
    events.emit(event);
  }

  void toolCall(ModelEvent.ToolCallDelta delta) {
    if (delta.id() != null) {
      String name = delta.name() == null ? "" : delta.name();
      calls.put(delta.index(), new Call(delta.id(), name));
    }
    size(delta.name() == null ? delta.arguments() : delta.name() + delta.arguments());
    Call call = calls.get(delta.index());
    if (call == null || delta.arguments().isEmpty()) {
      return;
    }
    AssistantToolCallDeltaEvent event = new AssistantToolCallDeltaEvent();
    event.setData(
        new AssistantToolCallDeltaEventData(
            call.id(), call.name(), AssistantMessageToolRequestType.FUNCTION, delta.arguments()));
    events.emit(event);
  }

  private void size(String text) {
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    AssistantStreamingDeltaEvent event = new AssistantStreamingDeltaEvent();
    event.setData(new AssistantStreamingDeltaEventData(bytes));
    events.emit(event);
  }
}
