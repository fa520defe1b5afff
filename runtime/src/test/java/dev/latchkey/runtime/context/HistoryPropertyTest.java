package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionEvent;
import com.github.copilot.generated.SessionTruncationEvent;
import com.github.copilot.generated.ToolExecutionCompleteEvent;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.catalogue.ImageLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A history is valid whatever the journal, and rendering it step by step changes nothing. */
class HistoryPropertyTest {
  private static final int SEEDS = 250;
  private static final List<HistoryTarget> TARGETS =
      List.of(
          HistoryTarget.ANY,
          new HistoryTarget(false, ImageLimits.NONE, false, Set.of()),
          new HistoryTarget(true, ImageLimits.NONE, false, Set.of(Family.COMPLETIONS)),
          new HistoryTarget(
              false, ImageLimits.NONE, true, Set.of(Family.ANTHROPIC, Family.ANTHROPIC_REDACTED)));

  @Test
  void everyHistoryIsValid() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<SessionEvent> journal = journal(seed);
      for (HistoryTarget target : TARGETS) {
        assertValid(HistoryRenderer.render(journal, target), target, "seed " + seed);
      }
    }
  }

  @Test
  void everyCutOfAJournalIsValid() {
    for (int seed = 0; seed < 30; seed++) {
      List<SessionEvent> journal = journal(seed);
      for (int cut = 0; cut <= journal.size(); cut++) {
        List<Message> history = HistoryRenderer.render(journal.subList(0, cut), HistoryTarget.ANY);
        assertValid(history, HistoryTarget.ANY, "seed " + seed + " cut " + cut);
      }
    }
  }

  @Test
  void renderingInBetweenChangesNothing() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<SessionEvent> journal = journal(seed);
      Random random = new Random(seed);
      HistoryRenderer renderer = HistoryRenderer.ofSession();
      for (int i = 0; i < journal.size(); i++) {
        renderer.add(journal.get(i));
        if (random.nextInt(4) == 0) {
          HistoryTarget target = TARGETS.get(random.nextInt(TARGETS.size()));
          assertThat(renderer.render(target))
              .as("seed " + seed + " event " + i)
              .isEqualTo(HistoryRenderer.render(journal.subList(0, i + 1), target));
        }
      }
    }
  }

  @Test
  void thePastStaysUnlessACompactionOrALateResultChangesIt() {
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryRenderer renderer = HistoryRenderer.ofSession();
      List<Message> before = List.of();
      for (SessionEvent event : journal(seed)) {
        renderer.add(event);
        List<Message> after = renderer.render(HistoryTarget.ANY);
        if (!(event instanceof SessionCompactionCompleteEvent)
            && !(event instanceof SessionTruncationEvent)
            && !(event instanceof ToolExecutionCompleteEvent)) {
          assertThat(after.size()).as("seed " + seed).isGreaterThanOrEqualTo(before.size());
          assertThat(after.subList(0, before.size())).as("seed " + seed).isEqualTo(before);
        }
        before = after;
      }
    }
  }

  @DisplayName("C5: what survives a compaction or a truncation is as it was, reasoning included")
  @Test
  void whatSurvivesAShorteningIsAsItWas() {
    int shortened = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryRenderer renderer = HistoryRenderer.ofSession();
      List<Message> before = List.of();
      for (SessionEvent event : journal(seed)) {
        renderer.add(event);
        List<Message> after = renderer.render(HistoryTarget.ANY);
        boolean shorter =
            event instanceof SessionCompactionCompleteEvent
                || event instanceof SessionTruncationEvent;
        if (shorter && !after.equals(before)) {
          shortened++;
          List<Message> rest = after.subList(1, after.size());
          assertThat(before.subList(before.size() - rest.size(), before.size()))
              .as("seed " + seed)
              .isEqualTo(rest);
        }
        before = after;
      }
    }
    assertThat(shortened).isGreaterThan(SEEDS / 4);
  }

  @Test
  void countingStepByStepIsCountingAtOnce() {
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryRenderer renderer = HistoryRenderer.ofSession();
      Random random = new Random(seed);
      for (SessionEvent event : journal(seed)) {
        renderer.add(event);
        HistoryTarget target = TARGETS.get(random.nextInt(20) == 0 ? 1 : 0);
        HistoryView view = renderer.view(target);
        assertThat(view).as("seed " + seed).isEqualTo(HistoryView.of(view.messages()));
      }
    }
  }

  @Test
  void aSummaryAndATruncationAreForeseenExactly() {
    for (int seed = 0; seed < SEEDS; seed++) {
      HistoryRenderer renderer = HistoryRenderer.ofSession();
      Random random = new Random(seed);
      journal(seed).forEach(renderer::add);
      int limit = 500 + random.nextInt(3_000);
      HistoryView foreseen;
      String event;
      if (random.nextBoolean()) {
        foreseen = renderer.withSummary("sum", HistoryTarget.ANY, limit);
        event =
            "session.compaction_complete {'success':true,'summaryContent':'sum','tokenLimit':%d}";
      } else {
        int count = random.nextInt(10);
        foreseen = renderer.without(count, HistoryTarget.ANY, limit);
        event =
            "session.truncation {'performedBy':'latchkey','messagesRemovedDuringTruncation':"
                + count
                + ",'tokenLimit':%d}";
      }
      Events.of(event.formatted(limit)).forEach(renderer::add);
      assertThat(renderer.view(HistoryTarget.ANY)).as("seed " + seed).isEqualTo(foreseen);
    }
  }

  @Test
  void aJournalReadBackFromDiskRendersToTheSameHistory() {
    for (int seed = 0; seed < 100; seed++) {
      List<SessionEvent> journal = journal(seed);
      List<SessionEvent> restored = journal.stream().map(Events::roundTrip).toList();
      assertThat(HistoryRenderer.render(restored, HistoryTarget.ANY))
          .as("seed " + seed)
          .isEqualTo(HistoryRenderer.render(journal, HistoryTarget.ANY));
    }
  }

  @Test
  void conversationsOfAgentsAndTheMainOneKnowNothingOfEachOther() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<SessionEvent> journal = journal(seed);
      List<SessionEvent> main = journal.stream().filter(e -> e.getAgentId() == null).toList();
      assertThat(HistoryRenderer.render(journal, HistoryTarget.ANY))
          .as("seed " + seed)
          .isEqualTo(HistoryRenderer.render(main, HistoryTarget.ANY));
      for (String agent : RandomJournal.AGENTS) {
        List<SessionEvent> own =
            journal.stream().filter(event -> agent.equals(event.getAgentId())).toList();
        List<Message> history = ofAgent(agent, journal);
        assertThat(history).as("seed " + seed + " " + agent).isEqualTo(ofAgent(agent, own));
        assertValid(history, HistoryTarget.ANY, "seed " + seed + " " + agent);
      }
    }
  }

  private static List<Message> ofAgent(String agent, List<SessionEvent> journal) {
    HistoryRenderer renderer = HistoryRenderer.ofAgent(agent);
    journal.forEach(renderer::add);
    return renderer.render(HistoryTarget.ANY);
  }

  private static List<SessionEvent> journal(int seed) {
    Random random = new Random(seed);
    return RandomJournal.of(random, 1 + random.nextInt(60));
  }

  private static void assertValid(List<Message> history, HistoryTarget target, String what) {
    if (history.isEmpty()) {
      return;
    }
    assertThat(history.getFirst().role()).as(what).isEqualTo(Role.USER);
    Set<String> ids = new HashSet<>();
    List<String> open = new ArrayList<>();
    for (Message message : history) {
      if (message.role() == Role.TOOL) {
        List<String> answered = new ArrayList<>();
        for (Content block : message.content()) {
          answered.add(((ToolResult) block).callId());
        }
        assertThat(answered).as(what + ": one result per call, in call order").isEqualTo(open);
        open.clear();
      }
      assertThat(open).as(what + ": calls without results").isEmpty();
      assertThat(message.content()).as(what).isNotEmpty();
      message.content().forEach(block -> assertBlock(message.role(), block, target, what));
      for (Content block : message.content()) {
        if (block instanceof ToolCall call) {
          assertThat(ids.add(call.id())).as(what + ": unique id " + call.id()).isTrue();
          open.add(call.id());
        }
      }
      if (message.role() == Role.ASSISTANT) {
        assertThat(new AssistantReply(message.content()).empty()).as(what).isFalse();
      }
    }
    assertThat(open).as(what + ": calls without results").isEmpty();
  }

  private static void assertBlock(Role role, Content block, HistoryTarget target, String what) {
    switch (block) {
      case Text text when role == Role.USER -> assertThat(text.text()).as(what).isNotBlank();
      case Text _ -> assertThat(role).as(what).isNotEqualTo(Role.TOOL);
      case Media media -> {
        assertThat(role).as(what).isEqualTo(Role.USER);
        assertThat(media.image() ? target.images() : target.documents()).as(what).isTrue();
      }
      case Reasoning reasoning -> {
        assertThat(role).as(what).isEqualTo(Role.ASSISTANT);
        assertThat(target.takes(reasoning)).as(what).isTrue();
      }
      case ToolCall call -> {
        assertThat(role).as(what).isEqualTo(Role.ASSISTANT);
        assertThat(call.name()).as(what).isNotBlank();
        assertObject(call.arguments(), what);
      }
      case ToolResult _ -> assertThat(role).as(what).isEqualTo(Role.TOOL);
    }
  }

  private static void assertObject(String json, String what) {
    try {
      assertThat(new ObjectMapper().readTree(json).isObject()).as(what).isTrue();
    } catch (JsonProcessingException e) {
      throw new AssertionError(what, e);
    }
  }
}
