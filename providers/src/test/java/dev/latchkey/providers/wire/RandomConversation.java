package dev.latchkey.providers.wire;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Conversations out of a seed: proper ones as a session makes them, and any that can be typed. */
public final class RandomConversation {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\n",
          "Hi",
          "two words ",
          "line\nline\n\n",
          "\u00e4\ud83d\ude00",
          "\ud83d",
          "\u0000");
  private static final List<String> ARGUMENTS =
      List.of("", " ", "{}", "{\"a\":1.10}", "{\"a\":", "[1]", "\"{}\"", "null", "{} {}", "\ud83d");
  private static final List<String> IDS =
      List.of(
          "",
          "c1",
          "c2",
          "c3",
          "toolu_1",
          "functions.x:0",
          "x".repeat(70),
          "y".repeat(64),
          "\u00e9");
  private static final List<String> MEDIA =
      List.of("image/png", "image/jpg", "image/bmp", "application/pdf", "text/csv", "audio/wav");

  private final SplittableRandom random;

  private RandomConversation(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Any list of messages, sensible or not. */
  public static List<Message> any(long seed) {
    RandomConversation source = new RandomConversation(seed);
    List<Message> messages = new ArrayList<>();
    for (int n = source.random.nextInt(9); n > 0; n--) {
      List<Content> content = new ArrayList<>();
      for (int m = source.random.nextInt(5); m > 0; m--) {
        content.add(source.block());
      }
      messages.add(new Message(source.pick(List.of(Role.values())), content));
    }
    return messages;
  }

  /** Rounds of a session, each a list of messages; together they are a proper conversation. */
  public static List<List<Message>> rounds(long seed) {
    RandomConversation source = new RandomConversation(seed);
    List<List<Message>> rounds = new ArrayList<>();
    for (int n = 2 + source.random.nextInt(5); n > 0; n--) {
      rounds.add(source.round(rounds.size()));
    }
    return rounds;
  }

  private List<Message> round(int number) {
    List<Message> round = new ArrayList<>();
    round.add(new Message(Role.USER, List.of(new Content.Text("Q" + number), media())));
    int calls = random.nextInt(4);
    if (calls > 0) {
      List<Content> said = new ArrayList<>(List.of(reasoning(), new Content.Text("Looking. ")));
      List<Content.ToolResult> results = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        String id = "call_" + number + "_" + i;
        said.add(Content.ToolCall.of(id, "look", "{\"n\":" + i + "}"));
        results.add(new Content.ToolResult(id, List.of(text(), media()), random.nextBoolean()));
      }
      round.add(new Message(Role.ASSISTANT, said));
      round.add(Message.results(results));
    }
    round.add(new Message(Role.ASSISTANT, List.of(reasoning(), new Content.Text("Done.\n"))));
    return round;
  }

  private Content block() {
    return switch (random.nextInt(5)) {
      case 0 -> text();
      case 1 -> media();
      case 2 -> reasoning();
      case 3 -> Content.ToolCall.of(pick(IDS), pick(IDS), pick(ARGUMENTS));
      default -> new Content.ToolResult(pick(IDS), results(), random.nextBoolean());
    };
  }

  private List<Content> results() {
    List<Content> content = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      content.add(random.nextBoolean() ? text() : media());
    }
    return content;
  }

  private Content text() {
    return new Content.Text(pick(TEXTS), random.nextBoolean() ? null : "commentary");
  }

  private Content media() {
    String data = random.nextInt(4) == 0 ? "not base64!" : "aGVsbG8=";
    return new Content.Media(pick(MEDIA), data, random.nextBoolean() ? null : "a.b");
  }

  private Content reasoning() {
    @Nullable ReasoningSeal seal =
        random.nextInt(5) == 0
            ? null
            : new ReasoningSeal(
                pick(List.of(Family.values())),
                random.nextBoolean() ? null : "rs_1",
                random.nextInt(4) == 0 ? null : "sealed",
                random.nextBoolean() ? null : "3+4");
    return new Content.Reasoning(pick(TEXTS), seal);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
