package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a peer does with incoming messages. */
public interface RpcRouter {

  /** Answers every request with "unhandled" and ignores notifications. */
  RpcRouter NONE = method -> null;

  /**
   * The handler of a method. Called on the reading thread: must not block.
   *
   * @return null when there is none; the peer answers {@code -32601 Unhandled method <name>}
   */
  @Nullable RpcHandler handler(String method);

  /**
   * Where the handler of this request runs; by default on the peer's executor, at the same time as
   * others. An {@link OrderedExecutor} here makes requests wait for each other in the order of
   * arrival. Called on the reading thread: must not block.
   *
   * @param standard the peer's executor
   */
  default Executor executor(String method, JsonNode params, Executor standard) {
    return standard;
  }

  /**
   * Takes one notification. Called on the reading thread in the order of arrival: hand over
   * whatever may block or call user code, for example to an {@link OrderedExecutor}. Unknown ones
   * are to be ignored. Names that begin with {@code $/} never get here.
   */
  default void notification(String method, JsonNode params) {}

  /**
   * The connection has ended. Called once, on the reading thread, after pending requests failed.
   */
  default void closed() {}
}
