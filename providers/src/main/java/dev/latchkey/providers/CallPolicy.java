package dev.latchkey.providers;

import java.time.Duration;

/**
 * How long model calls may take and how often they are tried.
 *
 * @param credential until a key or token is got, where its source has no limit of its own (default
 *     30 s)
 * @param connect until the connection stands (default 10 s)
 * @param firstByte from sending the request to the first byte of the reply's body, which without
 *     streaming is the whole generation (default 5 min)
 * @param firstByteLocal the same for servers on this machine or network, which may have to load the
 *     model and read a long prompt first (default 20 min)
 * @param betweenChunks silence in the middle of a reply (default 5 min); comments that only keep
 *     the connection alive count as silence after the first-byte limit
 * @param turn the whole call, retries and waits included; zero (the default) sets no limit
 * @param maxRetries tries after the first one (default 5); 0 tries once
 * @param backoff the first wait's upper bound; it doubles each time, and the real wait is a random
 *     part of it (default 1 s)
 * @param backoffCap the longest wait of our own choosing (default 30 s)
 * @param retryAfterCap the longest wait a provider may ask for; beyond it the call fails at once
 *     and says how long the provider wants to wait (default 60 s)
 */
public record CallPolicy(
    Duration credential,
    Duration connect,
    Duration firstByte,
    Duration firstByteLocal,
    Duration betweenChunks,
    Duration turn,
    int maxRetries,
    Duration backoff,
    Duration backoffCap,
    Duration retryAfterCap) {

  /** The defaults. */
  public static final CallPolicy DEFAULT = new Builder().build();

  public CallPolicy {
    positive("credential", credential);
    positive("connect", connect);
    positive("firstByte", firstByte);
    positive("firstByteLocal", firstByteLocal);
    positive("betweenChunks", betweenChunks);
    if (turn.isNegative() || maxRetries < 0) {
      throw new IllegalArgumentException("turn and maxRetries may not be negative");
    }
  }

  private static void positive(String name, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException(name + " must be a positive duration, is " + limit);
    }
  }

  /** A builder that starts from this policy. */
  public Builder with() {
    return new Builder(this);
  }

  /** Changes parts of a {@link CallPolicy}. */
  public static final class Builder {
    private Duration credential = Duration.ofSeconds(30);
    private Duration connect = Duration.ofSeconds(10);
    private Duration firstByte = Duration.ofMinutes(5);
    private Duration firstByteLocal = Duration.ofMinutes(20);
    private Duration betweenChunks = Duration.ofMinutes(5);
    private Duration turn = Duration.ZERO;
    private int maxRetries = 5;
    private Duration backoff = Duration.ofSeconds(1);
    private Duration backoffCap = Duration.ofSeconds(30);
    private Duration retryAfterCap = Duration.ofSeconds(60);

    private Builder() {}

    private Builder(CallPolicy from) {
      credential = from.credential;
      connect = from.connect;
      firstByte = from.firstByte;
      firstByteLocal = from.firstByteLocal;
      betweenChunks = from.betweenChunks;
      turn = from.turn;
      maxRetries = from.maxRetries;
      backoff = from.backoff;
      backoffCap = from.backoffCap;
      retryAfterCap = from.retryAfterCap;
    }

    public Builder credential(Duration limit) {
      credential = limit;
      return this;
    }

    public Builder connect(Duration limit) {
      connect = limit;
      return this;
    }

    /** Sets the limit for all servers, local ones included. */
    public Builder firstByte(Duration limit) {
      firstByte = limit;
      firstByteLocal = limit;
      return this;
    }

    public Builder firstByteLocal(Duration limit) {
      firstByteLocal = limit;
      return this;
    }

    public Builder betweenChunks(Duration limit) {
      betweenChunks = limit;
      return this;
    }

    public Builder turn(Duration limit) {
      turn = limit;
      return this;
    }

    public Builder maxRetries(int retries) {
      maxRetries = retries;
      return this;
    }

    public Builder backoff(Duration first) {
      backoff = first;
      return this;
    }

    public Builder backoffCap(Duration longest) {
      backoffCap = longest;
      return this;
    }

    public Builder retryAfterCap(Duration longest) {
      retryAfterCap = longest;
      return this;
    }

    public CallPolicy build() {
      return new CallPolicy(
          credential,
          connect,
          firstByte,
          firstByteLocal,
          betweenChunks,
          turn,
          maxRetries,
          backoff,
          backoffCap,
          retryAfterCap);
    }
  }
}
