package dev.latchkey.simulator.script;

/**
 * Token counts of one answer.
 *
 * @param input all prompt tokens, cached ones included (on every wire)
 * @param output all generated tokens, reasoning included
 * @param cached prompt tokens read from a cache
 * @param cacheWrite prompt tokens written to a cache (Anthropic)
 * @param reasoning generated tokens spent on reasoning
 */
public record Usage(int input, int output, int cached, int cacheWrite, int reasoning) {
  public Usage {
    if (Math.min(Math.min(input, output), Math.min(cached, Math.min(cacheWrite, reasoning))) < 0) {
      throw new IllegalArgumentException("Usage counts must not be negative; give 0 for none.");
    }
    if (cached + cacheWrite > input) {
      throw new IllegalArgumentException(
          "Usage input includes cached tokens: make input at least cached + cacheWrite.");
    }
  }

  /** Plain counts without cache and reasoning. */
  public static Usage of(int input, int output) {
    return new Usage(input, output, 0, 0, 0);
  }
}
