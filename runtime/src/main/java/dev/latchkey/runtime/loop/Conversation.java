package dev.latchkey.runtime.loop;

import org.jspecify.annotations.Nullable;

/** The conversation so far, as the loop sees it. */
public interface Conversation {
  /** The id of the model in use at this moment. */
  String model();

  /**
   * Renders everything recorded so far into a request.
   *
   * @param begun an answer that the model is to go on with, after all that is recorded; null for a
   *     new one
   * @throws InterruptedException when the run is aborted while the conversation is shortened
   */
  Prompt render(@Nullable Reply begun) throws InterruptedException;

  /**
   * Shortens the conversation after its prompt was refused as too long.
   *
   * @return whether it is worth asking again
   * @throws InterruptedException when the run is aborted meanwhile
   */
  boolean makeRoom(@Nullable Reply begun) throws InterruptedException;

  /** What people can do about a prompt that is too long. */
  String whyTooLong();

  /**
   * Takes waiting steering inputs into the conversation.
   *
   * @return whether there were any
   */
  boolean takeSteering();

  /** A final answer as it is to be recorded. */
  Reply tidied(Reply answer);

  /**
   * Asks once more when a final answer is not what the user wants.
   *
   * @return whether it asked
   * @throws dev.latchkey.providers.ModelException when it has asked often enough
   */
  boolean askAgain(Reply answer);
}
