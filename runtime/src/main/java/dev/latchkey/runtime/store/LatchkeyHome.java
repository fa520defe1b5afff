package dev.latchkey.runtime.store;

import java.nio.file.Path;
import java.util.Map;

/** The directory everything on disk lives in. */
public final class LatchkeyHome {
  private LatchkeyHome() {}

  /**
   * {@code LATCHKEY_HOME}, else {@code COPILOT_HOME}, else {@code .latchkey} in the user's home.
   *
   * @param environment where the variables are looked up; blank ones count as absent
   * @param userHome the user's home directory
   */
  public static Path of(Map<String, String> environment, Path userHome) {
    String own = environment.getOrDefault("LATCHKEY_HOME", "");
    String shared = environment.getOrDefault("COPILOT_HOME", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    return shared.isBlank() ? userHome.resolve(".latchkey") : Path.of(shared).toAbsolutePath();
  }

  /** The home of this process: its environment and its user. */
  public static Path current() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }
}
