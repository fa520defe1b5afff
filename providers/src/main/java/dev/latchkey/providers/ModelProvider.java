package dev.latchkey.providers;

import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.ModelFacts;

/** A model that answers requests: one endpoint spoken to over one wire. */
public interface ModelProvider extends AutoCloseable {
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

  /** The wire it really speaks: {@code completions}, {@code responses} or {@code messages}. */
  default String wire() {
    return "completions";
  }

  /**
   * What is known of a model here, each thing with its origin. Contacts nobody, so that it may know
   * less than the provider would say.
   */
  default ModelFacts facts(String wireModel) {
    return Catalogue.of(wireModel);
  }

  /**
   * Has the server asked in the background what a model can take, at most once and where that is
   * cheap and wanted; {@link #facts} may know more afterwards. Returns at once and never fails.
   *
   * @param session for which it is asked
   */
  default void inquire(String wireModel, String session) {
    // most providers have nobody to ask
  }

  /**
   * Tells that a prompt was taken, by the provider's own count: windows that were guessed too small
   * grow by it. {@code listener} hears of that.
   */
  default void taken(String wireModel, long promptTokens, RetryListener listener) {
    // most providers have nothing to learn from it
  }

  /** Gives up what is kept between calls; a call under way goes on to its end. Idempotent. */
  @Override
  default void close() {}
}
