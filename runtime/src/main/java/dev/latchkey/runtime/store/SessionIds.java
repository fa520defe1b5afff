package dev.latchkey.runtime.store;

import java.nio.charset.StandardCharsets;

/** Which texts can name a session, and thereby a directory. */
final class SessionIds {
  private static final int MAX_BYTES = 200;

  private SessionIds() {}

  /** Returns {@code id} if it is safe as the name of one directory. */
  static String checked(String id) {
    if (!valid(id)) {
      throw new StoreException.InvalidId(id);
    }
    return id;
  }

  static boolean valid(String id) {
    return !id.isBlank()
        && id.charAt(0) != '.'
        && id.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        && id.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }
}
