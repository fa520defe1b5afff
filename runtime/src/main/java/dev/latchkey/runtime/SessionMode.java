package dev.latchkey.runtime;

import java.util.Locale;
import java.util.Optional;

/** How much the agent does on its own. */
public enum SessionMode {
  INTERACTIVE,
  PLAN,
  AUTOPILOT;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode with this wire name. */
  public static Optional<SessionMode> of(String wireName) {
    for (SessionMode mode : values()) {
      if (mode.wireName().equals(wireName)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
