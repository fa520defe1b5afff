package dev.latchkey.providers;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How requests reach a provider. */
public enum Transport {
  /** A request of its own for every call. */
  HTTP("http"),
  /** One WebSocket that stays open between calls; Responses API only. */
  WEBSOCKETS("websockets");

  private final String wireName;

  Transport(String wireName) {
    this.wireName = wireName;
  }

  /** The transport a configuration names; everything unknown is HTTP, as in the public runtime. */
  public static Transport of(@Nullable String name) {
    String word = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
    return word.equals(WEBSOCKETS.wireName) ? WEBSOCKETS : HTTP;
  }

  /** The name in configurations. */
  public String wireName() {
    return wireName;
  }
}
