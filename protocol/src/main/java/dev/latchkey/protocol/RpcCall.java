package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One incoming request while its handler runs. */
public final class RpcCall {
  private final JsonRpcPeer peer;
  private final String method;
  private final JsonNode params;
  private final List<Runnable> afterReply = new ArrayList<>(0);

  RpcCall(JsonRpcPeer peer, String method, JsonNode params) {
    this.peer = peer;
    this.method = method;
    this.params = params;
  }

  /** The peer that asked. */
  public JsonRpcPeer peer() {
    return peer;
  }

  /** The method's name. */
  public String method() {
    return method;
  }

  /** The params as sent; a missing node when there were none. */
  public JsonNode params() {
    return params;
  }

  /**
   * Runs the task right behind the answer: what it sends follows the answer on the wire. Runs for
   * an error answer too. Call it from the handler only.
   */
  public void afterReply(Runnable task) {
    afterReply.add(task);
  }

  List<Runnable> tasksAfterReply() {
    return afterReply;
  }
}
