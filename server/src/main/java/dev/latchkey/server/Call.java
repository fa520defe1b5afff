package dev.latchkey.server;

import dev.latchkey.protocol.RpcCall;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.Session;

/**
 * One request while it is answered.
 *
 * @param server all state of the process
 * @param connection who asked
 * @param params what was sent along
 * @param rpc the request itself
 */
record Call(Server server, Connection connection, Params params, RpcCall rpc) {

  Engine engine() {
    return server.engine();
  }

  /** The {@code sessionId} that the method cannot do without. */
  String sessionId() {
    String id = params.textOrNull("sessionId");
    if (id == null) {
      throw new IllegalArgumentException("Missing sessionId in " + rpc.method() + " request");
    }
    return id;
  }

  /** The live session that the method is about. */
  Session session() {
    String id = sessionId();
    return engine()
        .live(id)
        .orElseThrow(() -> new IllegalArgumentException("Session not found for sessionId: " + id));
  }
}
