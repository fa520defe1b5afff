package dev.latchkey.runtime.context;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps the newest pictures of a conversation where a model takes only so many in one request. */
final class NewestPictures {
  private int left;

  private NewestPictures(int most) {
    this.left = most;
  }

  /** The conversation with notes in the place of all but the last {@code most} pictures. */
  static List<Message> keep(List<Message> messages, int most) {
    NewestPictures pictures = new NewestPictures(most);
    List<Message> kept = new ArrayList<>(messages.size());
    for (Message message : messages.reversed()) {
      kept.add(pictures.kept(message));
    }
    Collections.reverse(kept);
    return kept;
  }

  private Message kept(Message message) {
    List<Content> content = kept(message.content());
    return content.equals(message.content()) ? message : new Message(message.role(), content);
  }

  private List<Content> kept(List<Content> blocks) {
    List<Content> kept = new ArrayList<>(blocks.size());
    for (Content block : blocks.reversed()) {
      kept.add(
          switch (block) {
            case Media media when media.image() -> picture(media);
            case ToolResult result ->
                new ToolResult(result.callId(), kept(result.content()), result.failed());
            case Media _, Content.Text _, Content.Reasoning _, Content.ToolCall _ -> block;
          });
    }
    Collections.reverse(kept);
    return kept;
  }

  private Content picture(Media media) {
    left--;
    return left < 0 ? TargetView.note(media) : media;
  }

  /** How many pictures a message holds that {@code target} does not take. */
  static long refused(Message message, HistoryTarget target) {
    return pictures(message.content()).stream().filter(media -> !target.takes(media)).count();
  }

  /** The pictures of a message, those in results of tools included. */
  static List<Media> pictures(List<Content> blocks) {
    List<Media> pictures = new ArrayList<>();
    for (Content block : blocks) {
      if (block instanceof Media media && media.image()) {
        pictures.add(media);
      } else if (block instanceof ToolResult result) {
        pictures.addAll(pictures(result.content()));
      }
    }
    return pictures;
  }
}
