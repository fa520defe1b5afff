package dev.latchkey.providers.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Futures that are passed on in another form, and cancelled as a whole. */
final class Handover {
  private Handover() {}

  /**
   * What {@code from} will be, in another form. Cancelling it cancels {@code from}; what comes all
   * the same is discarded.
   */
  static <A, B> CompletableFuture<B> of(
      CompletableFuture<A> from, Function<A, B> form, Consumer<A> discard) {
    CompletableFuture<B> passed = from.thenApply(form);
    var _ =
        passed.whenComplete((_, _) -> {
          if (passed.isCancelled() && !from.cancel(true)) {
            var _ = from.thenAccept(discard);
          }
        });
    return passed;
  }
}
