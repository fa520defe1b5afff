package dev.latchkey.providers.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads frames and puts messages together (RFC 6455, section 5). */
final class FrameReader {
  private static final int LIMIT = 64 * 1024 * 1024;
  private static final int RESERVED = 0x70;

  private final DataInputStream in;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream(0);
  private boolean continues;

  FrameReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The next message, or a frame that is no part of one. Blocks.
   *
   * @throws EOFException when the connection has ended
   * @throws Violation when the other end breaks the rules
   */
  Frame next() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = payload();
      check((first & RESERVED) == 0, "a frame with an unknown extension came");
      boolean last = (first & Frame.FLAG) != 0;
      int kind = first & 0x0F;
      if (kind > Frame.BINARY) {
        check(last && payload.length <= Frame.MOST_OF_CONTROL, "a frame was too long for its kind");
        return new Frame(control(kind), payload);
      }
      check((kind == Frame.CONTINUATION) == continues, "parts of messages came in a wrong order");
      continues = !last;
      if (last && partial.size() == 0) {
        return new Frame(Frame.Kind.MESSAGE, payload);
      }
      partial.writeBytes(payload);
      if (last) {
        byte[] message = partial.toByteArray();
        partial.reset();
        return new Frame(Frame.Kind.MESSAGE, message);
      }
    }
  }

  private static Frame.Kind control(int kind) throws Violation {
    return switch (kind) {
      case Frame.CLOSE -> Frame.Kind.CLOSE;
      case Frame.PING -> Frame.Kind.PING;
      case Frame.PONG -> Frame.Kind.PONG;
      default -> throw new Violation(Violation.PROTOCOL, "a frame of an unknown kind came");
    };
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    check((second & Frame.FLAG) == 0, "a masked frame came from the server");
    long length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = in.readLong();
    }
    if (length < 0 || length + partial.size() > LIMIT) {
      throw new Violation(Violation.TOO_LONG, "a message of more than " + LIMIT + " bytes came");
    }
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException();
    }
    return payload;
  }

  private static void check(boolean proper, String otherwise) throws Violation {
    if (!proper) {
      throw new Violation(Violation.PROTOCOL, otherwise);
    }
  }
}
