package dev.latchkey.providers.wire;

import dev.latchkey.providers.ModelEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns one reply into model events; a fresh one per call, used by one thread.
 *
 * <p>A reader accumulates: {@link ModelEvent.BlockDone} carries the whole block, and every block
 * that got a delta gets its {@code BlockDone} before {@link ModelEvent.Finished}. It sends at most
 * one terminal event, and after {@link #end} exactly one. Trouble is thrown as a {@link
 * dev.latchkey.providers.ModelException} (the caller adds URL, status and request id and turns it
 * into {@link ModelEvent.Failed}); what is missing but harmless is made up, never complained about.
 */
public interface ReplyReader {
  /**
   * One server-sent event.
   *
   * @param name its {@code event:} field, null when it had none
   * @param data its data; valid only during the call
   */
  void event(@Nullable String name, Slice data, Consumer<ModelEvent> out);

  /** A whole reply that was not streamed; followed by {@link #end}. */
  void document(Slice json, Consumer<ModelEvent> out);

  /**
   * The reply ended. Sends the blocks still open and the terminal event unless it was sent, or
   * throws when the reply broke off too early to be called an answer.
   */
  void end(Consumer<ModelEvent> out);
}
