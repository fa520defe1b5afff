package com.github.copilot;

import com.github.copilot.rpc.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models of a client: asked for once, then kept. A failure is not kept. */
final class ModelList {

  private final Supplier<CompletableFuture<List<ModelInfo>>> source;
  private @Nullable CompletableFuture<List<ModelInfo>> kept;

  /** A list from the user's source, which replaces the runtime's, or else from the runtime. */
  ModelList(
      @Nullable Supplier<CompletableFuture<List<ModelInfo>>> own,
      Supplier<CompletableFuture<List<ModelInfo>>> runtime) {
    this.source = own == null ? runtime : own;
  }

  /** Concurrent first calls share one question. */
  synchronized CompletableFuture<List<ModelInfo>> get() {
    CompletableFuture<List<ModelInfo>> current = kept;
    if (current == null || current.isCompletedExceptionally()) {
      current = source.get();
      kept = current;
    }
    return current.thenApply(ArrayList::new);
  }

  synchronized void forget() {
    kept = null;
  }
}
