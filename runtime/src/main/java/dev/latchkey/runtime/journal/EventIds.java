package dev.latchkey.runtime.journal;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes random UUIDs (version 4) cheaply: ids of events tell events apart, they guard nothing. Not
 * safe for several threads.
 */
final class EventIds {
  private static final SecureRandom SEEDS = new SecureRandom();
  private final SplittableRandom random = new SplittableRandom(SEEDS.nextLong());

  UUID next() {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
