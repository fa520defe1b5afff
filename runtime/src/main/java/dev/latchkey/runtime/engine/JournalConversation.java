package dev.latchkey.runtime.engine;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.context.AssistantReply;
import dev.latchkey.runtime.context.ContextSize;
import dev.latchkey.runtime.context.FittedHistory;
import dev.latchkey.runtime.context.HistoryTarget;
import dev.latchkey.runtime.context.HistoryView;
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
  private final Compactor compactor;

  /** The prompt rendered last, and the model as it was known then. */
  private ContextSize size = new ContextSize(0, 0, 0);

  private @Nullable ModelBinding known;

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
    String agentId = wishes.agent().id();
    this.compactor = new Compactor(parts, gate, system, agentId == null ? parts.id() : agentId);
  }

  @Override
  public String model() {
    return parts.model().binding().wireModel();
  }

  @Override
  public Prompt render(@Nullable Reply begun) throws InterruptedException {
    ModelBinding binding = parts.binding();
    Prompt prompt = rendered(begun, binding);
    if (compactor.before(binding, prompt.tokens())) {
      prompt = rendered(begun, binding);
    }
    known = binding;
    size = prompt.tokens();
    return prompt;
  }

  @Override
  public boolean makeRoom(@Nullable Reply begun) throws InterruptedException {
    ModelBinding before = known;
    long refused = size.total();
    if (before == null) {
      return false;
    }
    compactor.after(before, size);
    return compactor.enabled() && rendered(begun, parts.binding()).tokens().total() < refused;
  }

  @Override
  public String whyTooLong() {
    return compactor.enabled()
        ? "What is left of the conversation does not fit: send a shorter message, offer fewer tools,"
            + " or choose a model with a larger context window."
        : "Compaction is off in this session: set infiniteSessions.enabled to true, call"
            + " session.history.compact, or choose a model with a larger context window.";
  }

  private Prompt rendered(@Nullable Reply begun, ModelBinding binding) {
    SessionOptions options = parts.options();
    new CapabilityNotes(parts, binding).tell(gate::emit);
    List<ToolSpec> tools = parts.tools().specs();
    HistoryView history = view(begun, binding, tools);
    ModelRequest request =
        ModelRequest.builder(binding.wireModel())
            .system(system)
            .messages(history.messages())
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
    return new Prompt(request, parts.meter().estimate(system, history.chars(), tools), begun);
  }

  /** The conversation; where nothing can be left out any more, with results that fit. */
  private HistoryView view(@Nullable Reply begun, ModelBinding binding, List<ToolSpec> tools) {
    HistoryView recorded = messages(begun, binding.target());
    ContextSize whole = parts.meter().size(system, recorded.chars(), tools);
    long room = binding.promptLimit() - whole.system() - whole.tools();
    return !compactor.enabled() || whole.conversation() <= room
        ? recorded
        : FittedHistory.within(recorded, parts.meter().chars(Math.max(0, room)));
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
  private HistoryView messages(@Nullable Reply begun, HistoryTarget target) {
    HistoryView recorded = parts.history().view(target);
    if (begun == null) {
      return recorded;
    }
    List<Message> messages = new ArrayList<>(recorded.messages());
    boolean paused = begun.finish() == FinishReason.PAUSED;
    // a limit may cut an answer before its first word, amid reasoning
    if (paused || !new AssistantReply(begun.content()).empty()) {
      messages.add(new Message(Message.Role.ASSISTANT, begun.content()));
    }
    if (!paused) {
      messages.add(Message.user(GO_ON));
    }
    return HistoryView.of(messages);
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
