package dev.latchkey.simulator.serve;

import java.io.IOException;

/** The stream was broken off as scripted; nothing more is to be sent. */
final class StreamBroken extends IOException {
  private static final long serialVersionUID = 1;

  StreamBroken() {
    super("The stream was broken off as scripted.");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
