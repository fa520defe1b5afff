package dev.latchkey.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An error answer: thrown by a request that got one, and by a handler that wants to give one. The
 * message is exactly the text on the wire.
 */
public final class RpcException extends RuntimeException {
  /** The bytes are not JSON. */
  public static final int PARSE_ERROR = -32700;

  /** JSON, but neither a request nor an answer. */
  public static final int INVALID_REQUEST = -32600;

  /** No such method. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** The params do not fit the method. */
  public static final int INVALID_PARAMS = -32602;

  /** The method failed. */
  public static final int INTERNAL_ERROR = -32603;

  /** The server refuses: too busy, or shutting down. */
  public static final int SERVER_ERROR = -32000;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient @Nullable JsonNode data;

  /** An error with data. */
  public RpcException(int code, String message, @Nullable JsonNode data) {
    super(message, null, false, code != METHOD_NOT_FOUND);
    this.code = code;
    this.data = data;
  }

  /** An error without data. */
  public RpcException(int code, String message) {
    this(code, message, null);
  }

  /** {@code Unhandled method <name>}. */
  public static RpcException unhandled(String method) {
    return new RpcException(METHOD_NOT_FOUND, "Unhandled method " + method);
  }

  /** The code on the wire. */
  public int code() {
    return code;
  }

  /** The text on the wire. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The data on the wire, if any. */
  public @Nullable JsonNode data() {
    return data;
  }
}
