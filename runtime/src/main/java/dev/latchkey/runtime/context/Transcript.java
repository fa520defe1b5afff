package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A conversation as text. */
final class Transcript {
  private static final int SHORT = 400;
  private static final String GONE = "[… older part left out]\n\n";

  private final List<String> pieces = new ArrayList<>();
  private final List<Integer> ofTools = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private long length;

  private Transcript() {}

  /**
   * The text, at most {@code room} characters long: what tools were given and said is shortened
   * first, then all else, the oldest first; what is left over goes from the beginning.
   */
  static String of(List<Message> conversation, int room) {
    Transcript transcript = new Transcript();
    conversation.forEach(transcript::add);
    transcript.ofTools.forEach(piece -> transcript.shorten(piece, room));
    for (int i = 0; i < transcript.pieces.size(); i++) {
      transcript.shorten(i, room);
    }
    String whole = String.join("\n\n", transcript.pieces);
    return whole.length() <= room ? whole : GONE + Cut.tail(whole, room - GONE.length());
  }

  private void add(Message message) {
    for (Content block : message.content()) {
      switch (block) {
        case Text text -> say(speaker(message) + ": " + text.text());
        case Media media -> say(speaker(message) + ": " + TargetView.note(media).text());
        case ToolCall call -> {
          names.put(call.id(), call.name());
          ofTools.add(pieces.size());
          say("Assistant calls " + call.name() + ": " + call.arguments());
        }
        case ToolResult result -> {
          ofTools.add(pieces.size());
          String name = names.getOrDefault(result.callId(), "a tool");
          say("Result of " + name + ": " + new ToolResultSize(result).text());
        }
        case Content.Reasoning _ -> {
          // not for other models, and what came of it is said
        }
      }
    }
  }

  private static String speaker(Message message) {
    return message.role() == Message.Role.ASSISTANT ? "Assistant" : "User";
  }

  private void say(String piece) {
    pieces.add(piece);
    length += piece.length() + 2;
  }

  private void shorten(int at, int room) {
    if (length <= room) {
      return;
    }
    String piece = pieces.get(at);
    String shorter = ToolResultSize.middleOut(piece, SHORT);
    if (shorter.length() < piece.length()) {
      length -= piece.length() - shorter.length();
      pieces.set(at, shorter);
    }
  }
}
