package dev.latchkey.providers.wire;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls and their results into the order every provider insists on: right after an
 * assistant message with calls comes one message with exactly one result per call, in call order;
 * no other results exist and no call id occurs twice.
 *
 * <p>Total: any list of messages goes in. A call without a result gets a failed one that says so, a
 * result without a call is left out. A conversation already in order comes out equal.
 */
public final class Pairing {
  private static final String LOST = "No result was recorded: the call was interrupted.";

  private final List<Message> ordered = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private Pairing() {}

  /** The conversation in order. */
  public static List<Message> of(List<Message> messages) {
    Pairing pairing = new Pairing();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() == Role.ASSISTANT) {
        pairing.assistant(message, results(messages, i + 1));
      } else {
        pairing.add(Role.USER, message.content().stream().filter(Pairing::sayable).toList());
      }
    }
    return pairing.ordered;
  }

  /** The results between {@code from} and the next assistant message, by call id. */
  private static Map<String, Deque<Content.ToolResult>> results(List<Message> messages, int from) {
    Map<String, Deque<Content.ToolResult>> found = new HashMap<>();
    for (int i = from; i < messages.size() && messages.get(i).role() != Role.ASSISTANT; i++) {
      for (Content block : messages.get(i).content()) {
        if (block instanceof Content.ToolResult result) {
          found.computeIfAbsent(result.callId(), _ -> new ArrayDeque<>()).add(result);
        }
      }
    }
    return found;
  }

  private void assistant(Message message, Map<String, Deque<Content.ToolResult>> results) {
    List<Content> said = new ArrayList<>();
    List<Content> answers = new ArrayList<>();
    for (Content block : message.content()) {
      switch (block) {
        case Content.ToolCall call -> {
          Content.ToolCall unique = unique(call);
          Deque<Content.ToolResult> waiting = results.get(call.id());
          said.add(unique);
          answers.add(answer(unique.id(), waiting == null ? null : waiting.poll()));
        }
        case Content.Text _, Content.Reasoning _ -> said.add(block);
        case Content.Media _, Content.ToolResult _ -> {}
      }
    }
    add(Role.ASSISTANT, said);
    add(Role.TOOL, answers);
  }

  private Content.ToolCall unique(Content.ToolCall call) {
    String id = call.id();
    for (int n = 2; !ids.add(id); n++) {
      id = call.id() + "-" + n;
    }
    return id.equals(call.id())
        ? call
        : new Content.ToolCall(id, call.name(), call.arguments(), call.extra());
  }

  private static Content.ToolResult answer(String callId, Content.@Nullable ToolResult result) {
    if (result == null) {
      return new Content.ToolResult(callId, List.of(new Content.Text(LOST)), true);
    }
    return result.callId().equals(callId)
        ? result
        : new Content.ToolResult(callId, result.content(), result.failed());
  }

  private static boolean sayable(Content block) {
    return block instanceof Content.Text || block instanceof Content.Media;
  }

  private void add(Role role, List<Content> content) {
    if (!content.isEmpty()) {
      ordered.add(new Message(role, content));
    }
  }
}
