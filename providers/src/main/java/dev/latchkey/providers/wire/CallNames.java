package dev.latchkey.providers.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Ids and names of tool calls as the stricter providers accept them: letters, digits, {@code _} and
 * {@code -}, at most 64 characters. A model or another provider may have written anything.
 *
 * <p>The same text always gives the same result, so call and result stay together and a rendered
 * prefix never changes.
 */
public final class CallNames {
  private static final int LIMIT = 64;
  private static final String NAMELESS = "invalid_tool_call";

  private CallNames() {}

  /** A call id; ids that differ stay different. */
  public static String id(String raw) {
    String clean = clean(raw);
    if (clean.equals(raw) && !raw.isEmpty() && raw.length() <= LIMIT) {
      return raw;
    }
    String hash = HexFormat.of().toHexDigits(hash(raw));
    return clean.substring(0, Math.min(clean.length(), LIMIT - 1 - hash.length())) + "_" + hash;
  }

  /** The name of a called tool, which need not exist. */
  public static String name(String raw) {
    String clean = clean(raw);
    return clean.isEmpty() ? NAMELESS : clean.substring(0, Math.min(clean.length(), LIMIT));
  }

  private static String clean(String raw) {
    StringBuilder clean = new StringBuilder(raw);
    for (int i = 0; i < clean.length(); i++) {
      if (!allowed(clean.charAt(i))) {
        clean.setCharAt(i, '_');
      }
    }
    return clean.toString();
  }

  private static boolean allowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
