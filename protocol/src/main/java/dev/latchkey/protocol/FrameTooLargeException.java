package dev.latchkey.protocol;

import java.io.IOException;

/** A message was longer than the reader accepts. The connection is still usable. */
public final class FrameTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  FrameTooLargeException(long length, int limit) {
    super(
        "Message of "
            + length
            + " bytes is over the limit of "
            + limit
            + " bytes; send it in parts");
  }
}
