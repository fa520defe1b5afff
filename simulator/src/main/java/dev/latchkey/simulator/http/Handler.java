package dev.latchkey.simulator.http;

import java.io.IOException;

/** Answers requests, or does to the connection what no proper server would. */
@FunctionalInterface
public interface Handler {
  /**
   * Called on the connection's own virtual thread, once per request.
   *
   * @throws IOException when the client is gone; the connection is then closed
   */
  void handle(HttpRequest request, HttpConnection connection) throws IOException;
}
