package dev.latchkey.protocol;

/** Answers requests of one method. */
@FunctionalInterface
public interface RpcHandler {

  /**
   * Answers one request. Runs on the peer's executor, at the same time as other requests; is
   * interrupted when the connection closes.
   *
   * @return the result; {@link JsonBody#NULL} for a void method
   * @throws Exception whatever it is, the peer's {@link ErrorMap} makes the error answer; {@link
   *     RpcException} is taken as it is
   */
  JsonBody handle(RpcCall call) throws Exception;
}
