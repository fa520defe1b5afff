package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.loop.Conversation;
import dev.latchkey.runtime.loop.Prompt;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The conversation of one run: the journal so far, and the inputs that join it on the way. */
final class JournalConversation implements Conversation {
  private static final String GO_ON =
      "Your answer was cut off by the output limit. Continue exactly where it stopped, without"
          + " repeating anything.";

  private final SessionParts parts;
  private final RunGate gate;
  private final String interactionId;
  private final String system;
  private final Map<String, String> headers;
  private final Supplier<List<Work.Message>> steering;

  JournalConversation(
      SessionParts parts,
      RunGate gate,
      String interactionId,
      String system,
      Map<String, String> headers,
      Supplier<List<Work.Message>> steering) {
    this.parts = parts;
    this.gate = gate;
    this.interactionId = interactionId;
    this.system = system;
    this.headers = headers;
    this.steering = steering;
  }

  @Override
  public String model() {
    return parts.model().binding().wireModel();
  }

  @Override
  public Prompt render() {
    ModelBinding binding = parts.model().binding();
    SessionOptions options = parts.options();
    List<Message> messages = parts.history().render(HistoryTarget.ANY);
    List<ToolSpec> tools = parts.tools().specs();
    ModelRequest request =
        ModelRequest.builder(binding.wireModel())
            .system(system)
            .messages(messages)
            .tools(tools)
            .stream(options.streaming())
            .maxOutputTokens(binding.config().limits().maxOutputTokens())
            .reasoningEffort(binding.effort())
            .reasoningSummary(options.reasoningSummary())
            .cacheKey(parts.id())
            .headers(headers)
            .variables(Map.of("session.id", parts.id(), "turn.id", interactionId))
            .build();
    return new Prompt(request, parts.meter().estimate(system, messages, tools));
  }

  @Override
  public boolean takeSteering() {
    List<Work.Message> taken = steering.get();
    for (Work.Message message : taken) {
      List<SessionEvent> events =
          UserMessages.of(
              message,
              interactionId,
              parts.workingDirectory(),
              parts.engine().clock().instant(),
              "");
      events.forEach(gate::emit);
    }
    return !taken.isEmpty();
  }

  @Override
  public void askToContinue() {
    gate.emit(UserMessages.continuation(GO_ON, interactionId));
  }
}
