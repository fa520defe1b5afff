package com.github.copilot.rpc;

import java.util.concurrent.CompletableFuture;

/**
 * Questions that another client's user interface shows. Every method fails with {@link
 * IllegalStateException} when no attached client can show them.
 */
public interface SessionUiApi {

  /** Shows a form. */
  CompletableFuture<ElicitationResult> elicitation(ElicitationParams params);

  /** Asks yes or no; anything but an accepted yes is false. */
  CompletableFuture<Boolean> confirm(String message);

  /** Lets the user choose; null unless accepted. */
  CompletableFuture<String> select(String message, String[] options);

  /** Asks for a line of text; null unless accepted. Options may be null. */
  CompletableFuture<String> input(String message, InputOptions options);
}
