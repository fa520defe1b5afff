package dev.latchkey.runtime.loop;

/** Roughly how many tokens a request takes, by part. */
public record TokenEstimate(long system, long conversation, long tools) {
  /** All parts together. */
  public long total() {
    return system + conversation + tools;
  }
}
