package dev.latchkey.providers;

/** A model that answers requests: one endpoint spoken to over one wire. */
public interface ModelProvider {
  /**
   * Starts one model call and returns its events.
   *
   * <p>Blocks until the provider accepted the call or it failed for good; retries happen here,
   * before the first event, and nowhere else; {@code listener} hears of each. Interrupting the
   * calling thread cancels the call and closes its socket.
   *
   * @throws ModelException when no stream could be opened
   */
  ModelStream stream(ModelRequest request, RetryListener listener);
}
