package dev.latchkey.runtime.loop;

/** The conversation so far, as the loop sees it. */
public interface Conversation {
  /** The id of the model in use at this moment. */
  String model();

  /** Renders everything recorded so far into a request. */
  Prompt render();

  /**
   * Takes waiting steering inputs into the conversation.
   *
   * @return whether there were any
   */
  boolean takeSteering();

  /** Asks the model to go on where its output limit cut it off. */
  void askToContinue();
}
