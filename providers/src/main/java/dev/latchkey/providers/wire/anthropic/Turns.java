package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.wire.Pairing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Brings any conversation into the form the API accepts: turns alternate and begin with the user's,
 * no block is empty, results follow their calls, and only signed thinking goes back.
 *
 * <p>What a message becomes depends on nothing after it, so a growing conversation keeps its
 * rendered prefix.
 */
final class Turns {
  private static final String BEGINNING = "[The conversation begins here.]";
  private static final String CONTINUE = "Continue.";
  private static final String MEDIA_BELOW = "Attachments from the tool results above, in order:";

  private static final Set<Family> SIGNED =
      EnumSet.of(Family.ANTHROPIC, Family.ANTHROPIC_REDACTED, Family.ANTHROPIC_OWN);

  private final Quirks quirks;
  private final List<Turn> turns = new ArrayList<>();

  private Turns(Quirks quirks) {
    this.quirks = quirks;
  }

  static List<Turn> of(List<Message> messages, Quirks quirks) {
    Turns turns = new Turns(quirks);
    for (Message message : Pairing.of(messages)) {
      switch (message.role()) {
        case USER -> turns.add(false, message.content().stream().filter(Turns::sayable).toList());
        case ASSISTANT -> turns.add(true, turns.said(message.content()));
        case TOOL -> turns.add(false, turns.answered(message.content()));
      }
    }
    if (turns.turns.isEmpty()) {
      turns.add(false, List.of(new Content.Text(BEGINNING)));
    }
    return turns.turns;
  }

  /** The turns with one more of the user's when they end with the assistant's. */
  static List<Turn> endingWithUser(List<Turn> turns) {
    if (!turns.getLast().assistant() || turns.getLast().paused()) {
      return turns;
    }
    List<Turn> longer = new ArrayList<>(turns);
    longer.add(new Turn(false, List.of(new Content.Text(CONTINUE))));
    return longer;
  }

  /**
   * Whether thinking with a budget may be on: while tools are at work, the assistant's part must
   * have begun with thinking, or the API refuses the request. That is not so after a switch of
   * models amid a round of tools; such a round is finished without.
   */
  static boolean allowBudget(List<Turn> turns) {
    int at = turns.size() - 1;
    while (at > 0 && (turns.get(at).assistant() || turns.get(at).answersCalls())) {
      at--;
    }
    return at + 1 >= turns.size() || turns.get(at + 1).startsWithReasoning();
  }

  private void add(boolean assistant, List<Content> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    if (turns.isEmpty() && assistant) {
      add(false, List.of(new Content.Text(BEGINNING)));
    }
    if (!assistant && !turns.isEmpty() && turns.getLast().paused()) {
      giveUpPause();
    }
    if (!turns.isEmpty() && turns.getLast().assistant() == assistant) {
      List<Content> joined = new ArrayList<>(turns.removeLast().blocks());
      joined.addAll(blocks);
      turns.add(new Turn(assistant, joined));
    } else {
      turns.add(new Turn(assistant, blocks));
    }
  }

  /** A call of the provider's own that never got its result may not stay once the user speaks. */
  private void giveUpPause() {
    List<Content> blocks = new ArrayList<>(turns.removeLast().blocks());
    while (!blocks.isEmpty() && Turn.unanswered(blocks.getLast())) {
      blocks.removeLast();
    }
    if (!blocks.isEmpty()) {
      turns.add(new Turn(true, blocks));
    }
  }

  private static boolean sayable(Content block) {
    return switch (block) {
      case Content.Text text -> !text.text().isBlank();
      case Content.Media _ -> true;
      case Content.Reasoning _, Content.ToolCall _, Content.ToolResult _ -> false;
    };
  }

  /** Thinking must lead to something, and a turn may not end with white space. */
  private List<Content> said(List<Content> content) {
    List<Content> blocks = new ArrayList<>(content.stream().filter(this::replayed).toList());
    while (!blocks.isEmpty()
        && blocks.getLast() instanceof Content.Reasoning last
        && !Turn.own(last)) {
      blocks.removeLast();
    }
    if (!blocks.isEmpty() && blocks.getLast() instanceof Content.Text text) {
      blocks.set(blocks.size() - 1, new Content.Text(text.text().stripTrailing()));
    }
    return blocks;
  }

  private boolean replayed(Content block) {
    return switch (block) {
      case Content.Text text -> !text.text().isBlank();
      case Content.Reasoning reasoning -> quirks.replayReasoning() && signed(reasoning);
      case Content.ToolCall _ -> true;
      case Content.Media _, Content.ToolResult _ -> false;
    };
  }

  private static boolean signed(Content.Reasoning reasoning) {
    ReasoningSeal seal = reasoning.seal();
    return seal != null
        && seal.data() != null
        && !seal.data().isEmpty()
        && SIGNED.contains(seal.family())
        && (seal.family() != Family.ANTHROPIC_OWN || Turn.ownType(reasoning) != null);
  }

  /** Results first, then the media that may not stand in them: a failed one is text only. */
  private List<Content> answered(List<Content> content) {
    List<Content> results = new ArrayList<>();
    List<Content> media = new ArrayList<>();
    for (Content block : content) {
      if (block instanceof Content.ToolResult result) {
        results.add(inside(result, media));
      }
    }
    if (!media.isEmpty()) {
      results.add(new Content.Text(MEDIA_BELOW));
      results.addAll(media);
    }
    return results;
  }

  private Content.ToolResult inside(Content.ToolResult result, List<Content> below) {
    boolean apart = result.failed() || !quirks.toolMedia();
    List<Content> inside = new ArrayList<>();
    for (Content block : result.content()) {
      if (block instanceof Content.Media media && apart && MediaBlock.of(media, quirks).rich()) {
        below.add(media);
      } else if (sayable(block)) {
        inside.add(block);
      }
    }
    return new Content.ToolResult(result.callId(), inside, result.failed());
  }
}
