package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.context.AssistantReply;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.loop.Conversation;
import dev.latchkey.runtime.loop.Prompt;
import dev.latchkey.runtime.loop.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conversation of one run: the journal so far, and the inputs that join it on the way. */
final class JournalConversation implements Conversation {
  private static final String GO_ON =
      "Your answer was cut off by the output limit. Continue exactly where it stopped, without"
          + " repeating anything.";

  private final SessionParts parts;
  private final RunGate gate;
  private final String interactionId;
  private final String system;
  private final RunWishes wishes;
  private final AnswerCheck check;
  private final Supplier<List<Work.Message>> steering;

  JournalConversation(
      SessionParts parts,
      RunGate gate,
      String interactionId,
      String system,
      RunWishes wishes,
      Supplier<List<Work.Message>> steering) {
    this.parts = parts;
    this.gate = gate;
    this.interactionId = interactionId;
    this.system = system;
    this.wishes = wishes;
    this.check = new AnswerCheck(wishes.format());
    this.steering = steering;
  }

  @Override
  public String model() {
    return parts.model().binding().wireModel();
  }

  @Override
  public Prompt render(@Nullable Reply begun) {
    ModelBinding binding = parts.model().binding();
    SessionOptions options = parts.options();
    new CapabilityNotes(parts, binding).tell(gate::emit);
    List<Message> messages = messages(begun, binding.target());
    List<ToolSpec> tools = parts.tools().specs();
    ModelRequest request =
        ModelRequest.builder(binding.wireModel())
            .system(system)
            .messages(messages)
            .tools(tools)
            .stream(options.streaming())
            .maxOutputTokens(binding.outputCap())
            .reasoningEffort(binding.effort())
            .reasoningSummary(options.reasoningSummary())
            .thinking(binding.facts().asked())
            .responseFormat(check.format())
            .citations(options.citations())
            .cacheKey(parts.id())
            .headers(wishes.headers())
            .variables(variables())
            .build();
    return new Prompt(request, parts.meter().estimate(system, messages, tools), begun);
  }

  private Map<String, String> variables() {
    Map<String, String> known = new HashMap<>(wishes.agent().variables(parts.id()));
    known.put("session.id", parts.id());
    known.put("turn.id", interactionId);
    if (parts.options().clientName() != null) {
      known.put("client.name", parts.options().clientName());
    }
    return known;
  }

  /** An answer that goes on is recorded when it is whole; until then it stands at the end. */
  private List<Message> messages(@Nullable Reply begun, HistoryTarget target) {
    List<Message> recorded = parts.history().render(target);
    if (begun == null) {
      return recorded;
    }
    List<Message> messages = new ArrayList<>(recorded);
    boolean paused = begun.finish() == FinishReason.PAUSED;
    // a limit may cut an answer before its first word, amid reasoning
    if (paused || !new AssistantReply(begun.content()).empty()) {
      messages.add(new Message(Message.Role.ASSISTANT, begun.content()));
    }
    if (!paused) {
      messages.add(Message.user(GO_ON));
    }
    return messages;
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
      if (message.input().responseFormat() != null) {
        check.want(message.input().responseFormat());
      }
    }
    return !taken.isEmpty();
  }

  @Override
  public Reply tidied(Reply answer) {
    return check.tidied(answer);
  }

  @Override
  public boolean askAgain(Reply answer) {
    Optional<String> question = check.question(answer);
    question.ifPresent(text -> gate.emit(UserMessages.ofRuntime(text, interactionId)));
    return question.isPresent();
  }
}
