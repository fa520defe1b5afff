package dev.latchkey.server;

import java.time.Instant;

/** Times on the wire. */
final class Times {
  private Times() {}

  /**
   * ISO-8601 in UTC with exactly three digits of a second. No formatter: it costs start-up time.
   */
  static String iso(Instant time) {
    Instant whole = Instant.ofEpochSecond(time.getEpochSecond());
    String seconds = whole.toString();
    String millis = Integer.toString(1000 + time.getNano() / 1_000_000).substring(1);
    return seconds.substring(0, seconds.length() - 1) + "." + millis + "Z";
  }
}
