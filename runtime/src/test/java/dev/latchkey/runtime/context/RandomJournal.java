package dev.latchkey.runtime.context;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Journals as sessions leave them, and worse: aborted turns, crashes at any event, results that
 * come late, twice or for nobody, reused ids, sub-agents in between, compactions that overlap
 * turns, rewinds.
 */
final class RandomJournal {
  /** Sub-agents that are there several times, also at the same time. */
  static final List<String> AGENTS = List.of("agent-1", "agent-2");

  private final Random random;
  private final List<SessionEvent> events = new ArrayList<>();
  private final List<String> callIds = new ArrayList<>();
  private int counter;

  private RandomJournal(Random random) {
    this.random = random;
  }

  /** About {@code size} events. */
  static List<SessionEvent> of(Random random, int size) {
    RandomJournal journal = new RandomJournal(random);
    while (journal.events.size() < size) {
      journal.step();
    }
    return journal.events;
  }

  private void step() {
    switch (random.nextInt(15)) {
      case 0, 1, 2, 3 -> turn();
      case 4 -> events.add(user());
      case 5 -> events.add(reply());
      case 6 -> events.add(Events.result(anyId(), "stray " + counter++));
      case 7 -> events.add(Events.event("abort", "{\"reason\":\"user_initiated\"}"));
      case 8 -> subAgent();
      case 9 -> events.add(notice());
      case 10 -> events.add(Events.event("session.compaction_start", "{}"));
      case 11 -> events.add(compactionEnd());
      case 12 -> rewind();
      case 13 -> events.add(truncation());
      default -> events.add(odd());
    }
  }

  private void turn() {
    events.add(user());
    for (int step = random.nextInt(4); step >= 0; step--) {
      SessionEvent reply = reply();
      events.add(reply);
      answers();
    }
  }

  /** Results of the newest calls: most, shuffled, with other events in between. */
  private void answers() {
    int first = Math.max(0, callIds.size() - 3);
    for (int i = callIds.size() - 1; i >= first; i--) {
      if (random.nextInt(6) > 0) {
        events.add(
            random.nextInt(5) == 0
                ? Events.failure(callIds.get(i), "failed " + counter++)
                : Events.result(callIds.get(i), "result " + counter++));
      }
      if (random.nextInt(8) == 0) {
        events.add(user());
      }
    }
  }

  private SessionEvent user() {
    return switch (random.nextInt(6)) {
      case 0 -> Events.user("");
      case 1 ->
          Events.event(
              "user.message",
              "{\"content\":\"pic\",\"attachments\":[{\"type\":\"blob\",\"data\":\"iVBO\",\"mimeType\":\""
                  + (random.nextBoolean() ? "image/png" : "application/pdf")
                  + "\"}]}");
      default -> Events.user("user " + counter++);
    };
  }

  private SessionEvent reply() {
    List<Content> content = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      Family family = List.of(Family.values()).get(random.nextInt(4));
      content.add(new Reasoning("why", new ReasoningSeal(family, null, "data", null)));
    }
    if (random.nextInt(3) > 0) {
      content.add(new Text("reply " + counter++));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String id = random.nextInt(3) == 0 ? "call_" + random.nextInt(2) : "call-" + counter++;
      callIds.add(id);
      content.add(ToolCall.of(id, "tool", "{\"n\":" + counter + "}"));
    }
    return Events.reply(content.toArray(Content[]::new));
  }

  /** A sub-agent's life, cut anywhere, or strays of one nobody knows. */
  private void subAgent() {
    String agent = random.nextInt(3) == 0 ? anyId() : AGENTS.get(random.nextInt(AGENTS.size()));
    List<SessionEvent> life = new ArrayList<>();
    life.add(
        Events.event(
            "subagent.started",
            "{\"toolCallId\":\""
                + anyId()
                + "\",\"agentName\":\"x\",\"agentDisplayName\":\"x\","
                + "\"agentDescription\":\"\"}"));
    life.add(Events.user("task " + counter++));
    for (int i = random.nextInt(4); i >= 0; i--) {
      life.add(random.nextBoolean() ? reply() : Events.result(anyId(), "sub " + counter++));
    }
    life.add(
        Events.event(
            random.nextBoolean() ? "subagent.completed" : "subagent.failed",
            "{\"toolCallId\":\"c\",\"agentName\":\"x\",\"agentDisplayName\":\"x\",\"error\":\"e\"}"));
    int from = random.nextInt(3) == 0 ? 1 : 0;
    int to = life.size() - random.nextInt(3);
    for (SessionEvent event : life.subList(from, Math.max(from, to))) {
      events.add(Events.by(agent, event));
      if (random.nextInt(3) == 0) {
        events.add(random.nextBoolean() ? Events.result(anyId(), "main " + counter++) : user());
      }
    }
  }

  private SessionEvent notice() {
    return random.nextBoolean()
        ? Events.event("system.notification", "{\"content\":\"done\"}")
        : Events.event("skill.context_delivered", "{\"content\":\"skill\",\"source\":\"s\"}");
  }

  private SessionEvent compactionEnd() {
    return Events.event(
        "session.compaction_complete",
        switch (random.nextInt(3)) {
          case 0 -> "{\"success\":false}";
          default -> "{\"success\":true,\"summaryContent\":\"summary " + counter++ + "\"}";
        });
  }

  private SessionEvent truncation() {
    return Events.event(
        "session.truncation",
        "{\"messagesRemovedDuringTruncation\":"
            + random.nextInt(12)
            + ",\"tokenLimit\":"
            + random.nextInt(3) * 1_000
            + ",\"performedBy\":\""
            + (random.nextInt(4) == 0 ? "BasicTruncator" : HistoryRenderer.TRUNCATOR)
            + "\"}");
  }

  private void rewind() {
    if (!events.isEmpty()) {
      events
          .subList(events.size() - random.nextInt(Math.min(4, events.size())), events.size())
          .clear();
    }
  }

  private SessionEvent odd() {
    return switch (random.nextInt(5)) {
      case 0 -> Events.event("user.message", "null");
      case 1 -> Events.event("assistant.message", "{}");
      case 2 -> Events.event("tool.execution_complete", "{\"success\":true}");
      case 3 -> Events.event("not.known.to.us", "{\"a\":1}");
      default ->
          Events.event(
              "assistant.message",
              "{\"content\":\"x\",\"toolRequests\":[null,{\"arguments\":\"{bad\"}],"
                  + "\"reasoningBlocks\":{\"blocks\":[1,null,{}]}}");
    };
  }

  private String anyId() {
    return callIds.isEmpty() ? "nobody" : callIds.get(random.nextInt(callIds.size()));
  }
}
