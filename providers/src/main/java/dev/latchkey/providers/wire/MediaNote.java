package dev.latchkey.providers.wire;

import dev.latchkey.providers.Content;

/** The text that stands where media cannot be sent, so that the model knows what it misses. */
public final class MediaNote {
  private MediaNote() {}

  /** The note for {@code media}. */
  public static String of(Content.Media media) {
    String name = media.name() == null ? "" : " \"" + media.name() + "\"";
    return "[attachment"
        + name
        + " ("
        + media.mediaType()
        + ") not sent: the model cannot read it]";
  }
}
