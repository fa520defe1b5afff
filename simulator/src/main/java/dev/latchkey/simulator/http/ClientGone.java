package dev.latchkey.simulator.http;

import java.io.IOException;

/** The client closed the connection while an answer was being sent or held back. */
public final class ClientGone extends IOException {
  private static final long serialVersionUID = 1;

  ClientGone() {
    super("The client closed the connection.");
  }
}
