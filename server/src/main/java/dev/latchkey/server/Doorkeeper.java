package dev.latchkey.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps clients from guessing the token: answers to wrong ones come later and later, a connection
 * ends at its third one, and an address that tries too often is not listened to for a while. This
 * machine's own address is slowed down only: whatever speaks TLS in front of the server comes from
 * there, on behalf of everybody. Thread-safe.
 */
final class Doorkeeper {
  private final Rules rules;
  private final InstantSource clock;
  private final Map<String, Visits> visits = new Latest();

  /**
   * How patient it is.
   *
   * @param perConnection wrong tokens that end a connection
   * @param perAddress wrong tokens after which an address is not listened to
   * @param firstWait before the answer to the first wrong token of an address; it doubles each time
   * @param longestWait bounds it
   * @param sparesThisMachine whether its own address is slowed down only
   * @param memory how long an address has to be quiet to be forgotten
   */
  record Rules(
      int perConnection,
      int perAddress,
      Duration firstWait,
      Duration longestWait,
      boolean sparesThisMachine,
      Duration memory) {
    static final Rules STANDARD =
        new Rules(
            3, 20, Duration.ofMillis(100), Duration.ofSeconds(5), true, Duration.ofMinutes(10));
  }

  private record Visits(int wrong, Instant last) {}

  /** Bounded: the addresses that were quiet longest are forgotten first. */
  private static final class Latest extends LinkedHashMap<String, Visits> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 4096;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Visits> eldest) {
      return size() > MOST;
    }
  }

  Doorkeeper(Rules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  Rules rules() {
    return rules;
  }

  /**
   * Whether somebody at {@code address} is listened to.
   *
   * @param address null for a client that came over no network
   */
  synchronized boolean listensTo(@Nullable InetAddress address) {
    return address == null
        || (rules.sparesThisMachine() && address.isLoopbackAddress())
        || wrong(place(address)) < rules.perAddress();
  }

  /** Takes note of a wrong token; how long its answer has to wait. */
  synchronized Duration refused(@Nullable InetAddress address) {
    if (address == null) {
      return Duration.ZERO;
    }
    String place = place(address);
    int wrong = wrong(place) + 1;
    visits.put(place, new Visits(wrong, clock.instant()));
    Duration wait = rules.firstWait().multipliedBy(1L << Math.min(wrong - 1, 20));
    return wait.compareTo(rules.longestWait()) < 0 ? wait : rules.longestWait();
  }

  private int wrong(String place) {
    Visits known = visits.get(place);
    if (known == null || !known.last().plus(rules.memory()).isAfter(clock.instant())) {
      return 0;
    }
    return known.wrong();
  }

  /** Who has one IPv6 address has the 2^64 beside it. */
  private static String place(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
