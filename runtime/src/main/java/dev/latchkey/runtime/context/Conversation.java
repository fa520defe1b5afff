package dev.latchkey.runtime.context;

import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import com.github.copilot.generated.SessionBinaryAssetEvent;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionCompactionCompleteEvent.SessionCompactionCompleteEventData;
import com.github.copilot.generated.SessionCompactionStartEvent;
import com.github.copilot.generated.SessionContextClearedEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionTruncationEvent;
import com.github.copilot.generated.SessionTruncationEvent.SessionTruncationEventData;
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
  private final @Nullable String agentId;
  private final BinaryAssets assets = new BinaryAssets();
  private final OpenCalls openCalls = new OpenCalls();
  private final PastPrompts prompts = new PastPrompts();
  private final Entries entries = new Entries();
  private final Shortening shortening = new Shortening(entries, prompts);
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
          compactionEnds(done.getData());
      case SessionTruncationEvent cut when cut.getData() != null -> truncation(cut.getData());
      case SessionContextClearedEvent _ -> clear();
      default -> {
        // says nothing to the model
      }
    }
  }

  HistoryView view(HistoryTarget target) {
    return entries.view(target);
  }

  Shortening shortening() {
    return shortening;
  }

  /** What is left of the conversation when what is said so far gives way to a summary. */
  HistoryView withSummary(String summary, HistoryTarget target, long tokenLimit) {
    return seen(shortening.compacted(summary, end(), tokenLimit), target);
  }

  /** What is left of the conversation without its oldest entries. */
  HistoryView without(long count, HistoryTarget target, long tokenLimit) {
    List<Entry> left = shortening.truncated(count, tokenLimit);
    return left == null ? view(target) : seen(left, target);
  }

  private static HistoryView seen(List<Entry> entries, HistoryTarget target) {
    Entries preview = new Entries();
    preview.replace(entries);
    return preview.view(target);
  }

  /** How many pictures the target is not sent. */
  long leftOut(HistoryTarget target) {
    long refused = 0;
    long taken = 0;
    for (Entry entry : entries.all()) {
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
      Entry results =
          openCalls.answer(data.toolCallId(), ToolResults.content(data, assets), failed(data));
      if (results != null) {
        entries.changed(results);
      }
    }
  }

  private static boolean failed(ToolExecutionCompleteEventData data) {
    return !Boolean.TRUE.equals(data.success());
  }

  private void compactionStarts() {
    compacting = true;
    lastBeforeCompaction = entries.last();
  }

  /** Where the part ends that a compaction takes in which ends now. */
  private int end() {
    return compacting ? entries.after(lastBeforeCompaction) : entries.size();
  }

  private void compactionEnds(SessionCompactionCompleteEventData done) {
    int end = end();
    String summary = done.summaryContent();
    compacting = false;
    if (Boolean.TRUE.equals(done.success()) && summary != null && !summary.isBlank()) {
      shorten(shortening.compacted(summary, end, done.tokenLimit()), summary);
    }
  }

  private void truncation(SessionTruncationEventData cut) {
    // other runtimes cut what they send, not what they keep
    if (HistoryRenderer.TRUNCATOR.equals(cut.performedBy())
        && cut.messagesRemovedDuringTruncation() != null) {
      long count = cut.messagesRemovedDuringTruncation();
      List<Entry> left = shortening.truncated(count, cut.tokenLimit());
      if (left != null) {
        shorten(left, null);
      }
    }
  }

  private void shorten(List<Entry> shortened, @Nullable String summary) {
    shortening.take(shortened, summary);
    openCalls.forgetAllBut(entries.all());
  }

  private void clear() {
    openCalls.forgetAllBut(List.of());
    prompts.clear();
    shortening.clear();
    entries.replace(new ArrayList<>());
    compacting = false;
  }
}
