package dev.latchkey.providers.catalogue;

/** How a model is asked to think. */
public enum Thinking {
  /** It cannot. */
  NEVER,
  /** With a number of tokens to spend. */
  BUDGET,
  /** As much as it finds right, steered by an effort. */
  ADAPTIVE
}
