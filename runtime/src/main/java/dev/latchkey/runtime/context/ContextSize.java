package dev.latchkey.runtime.context;

/**
 * How many tokens the parts of a request take, as estimated.
 *
 * @param system the system message
 * @param conversation all messages
 * @param tools the definitions of the offered tools
 */
public record ContextSize(long system, long conversation, long tools) {
  /** All parts together. */
  public long total() {
    return system + conversation + tools;
  }
}
