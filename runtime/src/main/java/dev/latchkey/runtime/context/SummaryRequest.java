package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is sent to summarise a conversation; never longer than it may be.
 *
 * <p>As long as it fits it is the conversation with one more message, so that the provider's prompt
 * cache knows all but the end; the oldest results of tools are shortened where it would not fit.
 * Beyond that, and for another model than the conversation's own, it is a text about it.
 *
 * @param tools those of the conversation, not to be called; empty for a text
 */
public record SummaryRequest(String system, List<Message> messages, List<ToolSpec> tools) {
  private static final String ROLE =
      "You summarise conversations between a user and an assistant that works with tools.";

  private static final String TASK =
      """
      Stop the work for a moment and write a summary of this conversation. The summary takes its \
      place: whoever goes on has the summary and what the user wrote, and nothing else. Call no \
      tools, and do not go on with the work now.

      Say, in this order and only where there is something to say:
      1. What the user wants, with every wish and limit that still holds.
      2. What was done and found out. Keep exact names: files, functions, commands, addresses, \
      numbers, messages of errors.
      3. What was decided, and why.
      4. What failed or is still open.
      5. What was being done last, and the next step.

      Write in the language of the conversation, without any introduction. The summary has at most \
      """;

  /** Of results of tools that had to be shortened. */
  private static final int RESULT_CHARS = 400;

  public SummaryRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** What is asked for, and how much of it. */
  public static String task(int words, @Nullable String wishes) {
    String task = TASK + words + " words.";
    return wishes == null || wishes.isBlank()
        ? task
        : task + "\n\nThe user says of this summary: " + wishes.strip();
  }

  /**
   * The conversation with the task at its end.
   *
   * @param room characters there is room for
   */
  public static SummaryRequest within(
      String system, HistoryView history, List<ToolSpec> tools, String task, long room) {
    Message last = Message.user(task);
    long around =
        system.length() + tools.stream().mapToLong(MessageSize::of).sum() + MessageSize.of(last);
    List<Message> fitting = shortened(history, room - around);
    if (fitting == null) {
      return text(history.messages(), task, room);
    }
    List<Message> messages = new ArrayList<>(fitting);
    messages.add(last);
    return new SummaryRequest(system, messages, tools);
  }

  /** A text about the conversation. */
  public static SummaryRequest text(List<Message> conversation, String task, long room) {
    int left = Math.clamp(room - ROLE.length() - task.length() - 100, 0, Integer.MAX_VALUE);
    String text =
        task + "\n\n<conversation>\n" + Transcript.of(conversation, left) + "\n</conversation>";
    return new SummaryRequest(ROLE, List.of(Message.user(text)), List.of());
  }

  /** The messages with old results of tools shortened so far as needed; null if that is no help. */
  private static @Nullable List<Message> shortened(HistoryView history, long room) {
    long over = history.chars() - room;
    if (over <= 0) {
      return history.messages();
    }
    List<Message> messages = new ArrayList<>(history.messages());
    for (int i = 0; i < messages.size() && over > 0; i++) {
      Message message = messages.get(i);
      if (message.role() == Message.Role.TOOL) {
        Message shorter = Message.results(results(message));
        over -= MessageSize.of(message) - MessageSize.of(shorter);
        messages.set(i, shorter);
      }
    }
    return over > 0 ? null : messages;
  }

  private static List<Content.ToolResult> results(Message message) {
    List<Content.ToolResult> results = new ArrayList<>();
    for (Content block : message.content()) {
      if (block instanceof Content.ToolResult result) {
        results.add(new ToolResultSize(result).within(RESULT_CHARS));
      }
    }
    return results;
  }
}
