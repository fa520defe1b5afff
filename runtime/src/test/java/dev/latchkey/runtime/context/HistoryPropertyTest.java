package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.generated.SessionCompactionCompleteEvent;
import com.github.copilot.generated.SessionEvent;
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
            && !(event instanceof ToolExecutionCompleteEvent)) {
          assertThat(after.size()).as("seed " + seed).isGreaterThanOrEqualTo(before.size());
          assertThat(after.subList(0, before.size())).as("seed " + seed).isEqualTo(before);
        }
        before = after;
      }
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
