package dev.latchkey.runtime.context;

import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.SessionBinaryAssetEvent;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionCompactionStartEvent;
import com.github.copilot.generated.SessionContextClearedEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SkillContextDeliveredEvent;
import com.github.copilot.generated.SystemNotificationEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent.ToolExecutionCompleteEventData;
import com.github.copilot.generated.UnknownSessionEvent;
import com.github.copilot.generated.UserMessageEvent;
import com.github.copilot.generated.UserMessageEvent.UserMessageEventData;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fold behind {@link HistoryRenderer}: a list of entries that each event changes at its end,
 * except for late tool results and compactions. Every entry remembers how it looks to the target it
 * was last rendered for.
 */
final class Conversation {
  private static final Message OPENING = Message.user("(The conversation starts here.)");

  private final @Nullable String agentId;
  private final BinaryAssets assets = new BinaryAssets();
  private final OpenCalls openCalls = new OpenCalls();
  private final PastPrompts prompts = new PastPrompts();
  private List<Entry> entries = new ArrayList<>();
  private @Nullable Entry summaryEntry;
  private @Nullable Entry lastBeforeCompaction;
  private boolean compacting;

  Conversation(@Nullable String agentId) {
    this.agentId = agentId;
  }

  void add(SessionEvent recorded) {
    SessionEvent event =
        recorded instanceof UnknownSessionEvent unknown
            ? NewerEvents.understood(unknown)
            : recorded;
    if (event instanceof SessionBinaryAssetEvent asset && asset.getData() != null) {
      assets.add(asset.getData());
    }
    if (!Objects.equals(event.getAgentId(), agentId)) {
      return;
    }
    switch (event) {
      case UserMessageEvent user when user.getData() != null -> user(user.getData());
      case AssistantMessageEvent reply when reply.getData() != null -> assistant(reply.getData());
      case ToolExecutionCompleteEvent done when done.getData() != null -> result(done.getData());
      case SystemNotificationEvent note when note.getData() != null ->
          say(UserContent.notification(note.getData().content()));
      case SkillContextDeliveredEvent skill when skill.getData() != null ->
          say(UserContent.text(skill.getData().content()));
      case SessionCompactionStartEvent _ -> compactionStarts();
      case SessionCompactionCompleteEvent done when done.getData() != null ->
          compactionEnds(done.getData().success(), done.getData().summaryContent());
      case SessionContextClearedEvent _ -> clear();
      default -> {
        // says nothing to the model
      }
    }
  }

  List<Message> render(HistoryTarget target) {
    List<Message> messages = new ArrayList<>(entries.size() + 1);
    for (Entry entry : entries) {
      Message message = entry.seenBy(target);
      if (message != null) {
        messages.add(message);
      }
    }
    if (!messages.isEmpty() && messages.getFirst().role() != Message.Role.USER) {
      messages.addFirst(OPENING);
    }
    int most = target.limits().most();
    return List.copyOf(most == 0 ? messages : NewestPictures.keep(messages, most));
  }

  /** How many pictures the target is not sent. */
  long leftOut(HistoryTarget target) {
    long refused = 0;
    long taken = 0;
    for (Entry entry : entries) {
      long without = NewestPictures.refused(entry.message(), target);
      refused += without;
      taken += NewestPictures.pictures(entry.message().content()).size() - without;
    }
    int most = target.limits().most();
    return refused + (most == 0 ? 0 : Math.max(0, taken - most));
  }

  List<String> unanswered() {
    return openCalls.unanswered();
  }

  private void user(UserMessageEventData data) {
    Entry entry = say(UserContent.of(data, assets));
    if (data.source() == null || data.source().isEmpty()) {
      prompts.add(entry, data.content() == null ? "" : data.content());
    }
  }

  private Entry say(List<Content> content) {
    Entry entry = new Entry(new Message(Message.Role.USER, content));
    entries.add(entry);
    return entry;
  }

  private void assistant(AssistantMessageEventData data) {
    if (agentId == null && data.parentToolCallId() != null) {
      return; // older journals mark what sub-agents say by this alone
    }
    List<Content> content = openCalls.renamed(AssistantContent.of(data));
    if (new AssistantReply(content).empty()) {
      return;
    }
    entries.add(new Entry(new Message(Message.Role.ASSISTANT, content)));
    List<ToolCall> calls = new AssistantReply(content).calls();
    if (!calls.isEmpty()) {
      entries.add(openCalls.open(calls));
    }
  }

  private void result(ToolExecutionCompleteEventData data) {
    if (agentId == null && data.parentToolCallId() != null) {
      return;
    }
    if (data.toolCallId() != null) {
      openCalls.answer(data.toolCallId(), ToolResults.content(data, assets), failed(data));
    }
  }

  private static boolean failed(ToolExecutionCompleteEventData data) {
    return !Boolean.TRUE.equals(data.success());
  }

  private void compactionStarts() {
    compacting = true;
    lastBeforeCompaction = entries.isEmpty() ? null : entries.getLast();
  }

  private void compactionEnds(@Nullable Boolean success, @Nullable String summary) {
    int end = compacting ? entries.indexOf(lastBeforeCompaction) + 1 : entries.size();
    compacting = false;
    if (Boolean.TRUE.equals(success) && summary != null && !summary.isBlank()) {
      compact(summary, end);
    }
  }

  /**
   * Puts the summary in the place of the entries before {@code end}, except for what still awaits
   * the model there: its last calls with their results, and user messages it has not answered.
   */
  private void compact(String summary, int end) {
    int kept = end;
    while (kept > 0 && awaitsAnswer(entries.get(kept - 1))) {
      kept--;
    }
    if (kept > 0 && entries.get(kept - 1).role() == Message.Role.TOOL) {
      kept -= 2;
    }
    List<Entry> rest = entries.subList(kept, entries.size());
    List<Entry> compacted = new ArrayList<>(rest.size() + 1);
    summaryEntry = new Entry(Message.user(prompts.withSummary(summary, rest)));
    compacted.add(summaryEntry);
    compacted.addAll(rest);
    openCalls.forgetAllBut(rest);
    entries = compacted;
  }

  private boolean awaitsAnswer(Entry entry) {
    return entry.role() == Message.Role.USER && entry != summaryEntry;
  }

  private void clear() {
    openCalls.forgetAllBut(List.of());
    prompts.clear();
    entries = new ArrayList<>();
    compacting = false;
  }
}
