package dev.latchkey.providers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes known secrets out of texts that others will read: as they are, URL-encoded, and in base64
 * wherever they stand in what was encoded, also across its line breaks. Immutable.
 */
public final class SecretFilter {
  /** Finds nothing. */
  public static final SecretFilter NONE = new SecretFilter(List.of(), List.of());

  private static final String MASK = "***";

  /** Too short, or a word that stands for a key (lm-studio, not-needed): masking garbles texts. */
  private static final Pattern HARMLESS = Pattern.compile(".{0,7}|[a-z-]{0,15}");

  private static final int SHORTEST_ENCODED = 8;
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final List<String> plain;
  private final List<String> encoded;

  private SecretFilter(List<String> plain, List<String> encoded) {
    this.plain = plain;
    this.encoded = encoded;
  }

  /** A filter for {@code secrets}; what is too short or a mere word is let through. */
  public static SecretFilter of(Collection<Secret> secrets) {
    Set<String> plain = new LinkedHashSet<>();
    Set<String> encoded = new LinkedHashSet<>();
    for (Secret secret : secrets) {
      String value = secret.reveal();
      if (!HARMLESS.matcher(value).matches()) {
        plain.add(value);
        plain.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        plain.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        for (int before = 0; before < 3; before++) {
          String core = core(value, before);
          encoded.add(core);
          encoded.add(core.replace('+', '-').replace('/', '_'));
        }
      }
    }
    encoded.removeIf(form -> form.length() < SHORTEST_ENCODED);
    return new SecretFilter(longestFirst(plain), longestFirst(encoded));
  }

  /** A secret may hold another one: the longer must go first. */
  private static List<String> longestFirst(Set<String> forms) {
    List<String> sorted = new ArrayList<>(forms);
    sorted.sort(Comparator.comparingInt(String::length).reversed());
    return List.copyOf(sorted);
  }

  /**
   * The characters that stand for {@code secret} alone when so many bytes, modulo 3, precede it.
   */
  private static String core(String secret, int before) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    int start = (before * 8 + 5) / 6;
    return BASE64.encodeToString(shifted).substring(start, shifted.length * 8 / 6);
  }

  /** Whether {@code text} holds a secret. */
  public boolean finds(String text) {
    return !text(text).equals(text);
  }

  /** {@code text} with {@code ***} in the place of every secret. */
  public String text(String text) {
    String clean = text;
    for (String form : plain) {
      clean = clean.replace(form, MASK);
    }
    String joined = text.indexOf('\n') < 0 ? "" : text.replace("\r", "").replace("\n", "");
    for (String form : encoded) {
      clean = clean.replace(form, MASK);
      if (joined.contains(form)) {
        clean = broken(form).matcher(clean).replaceAll(Matcher.quoteReplacement(MASK));
      }
    }
    return clean;
  }

  /** The form as tools print it that break lines after so many characters. */
  private static Pattern broken(String form) {
    StringBuilder pattern = new StringBuilder(form.length() * 10);
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      pattern.append(i == 0 ? "" : "(?:\\r?\\n)?").append(c == '+' ? "\\+" : String.valueOf(c));
    }
    return Pattern.compile(pattern.toString());
  }
}
