package dev.latchkey.protocol;

/** Makes the error answer for what a handler threw. */
@FunctionalInterface
public interface ErrorMap {

  /**
   * The error to answer with. Never carries a stack trace.
   *
   * @param method the method that failed
   * @param thrown what its handler threw; never an {@link RpcException}
   */
  RpcException map(String method, Throwable thrown);

  /** {@code -32603} with {@code Request <method> failed with message: <text>}. */
  static RpcException requestFailed(String method, Throwable thrown) {
    String message = thrown.getMessage();
    String text = message == null ? thrown.getClass().getSimpleName() : message;
    return new RpcException(
        RpcException.INTERNAL_ERROR, "Request " + method + " failed with message: " + text);
  }
}
