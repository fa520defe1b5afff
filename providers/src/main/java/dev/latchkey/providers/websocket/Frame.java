package dev.latchkey.providers.websocket;

/**
 * What came over a WebSocket.
 *
 * @param payload not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Frame(Kind kind, byte[] payload) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** Set in the first byte of a message's last frame, and in the second of a masked one. */
  static final int FLAG = 0x80;

  /** The longest payload of a frame that is no part of a message. */
  static final int MOST_OF_CONTROL = 125;

  /** What a frame is for. */
  enum Kind {
    /** A whole message, of however many frames. */
    MESSAGE,
    CLOSE,
    PING,
    PONG
  }
}
