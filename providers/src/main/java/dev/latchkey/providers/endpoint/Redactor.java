package dev.latchkey.providers.endpoint;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a provider's secrets out of URLs and texts before anybody sees them. */
public final class Redactor {
  private static final String MASK = "***";
  private static final int SHORTEST = 4;
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?i)\\b(bearer\\s+)[a-z0-9._~+/=-]{8,}|\\bsk-[a-z0-9_-]{8,}");

  private static final int REMEMBERED = 16;

  private final List<String> secrets;
  private final Deque<String> live = new ConcurrentLinkedDeque<>();

  private Redactor(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** Hides {@code secrets} and what looks like one. */
  public static Redactor hiding(Collection<Secret> secrets) {
    List<String> hidden = new ArrayList<>();
    secrets.forEach(secret -> add(hidden, secret));
    return new Redactor(hidden);
  }

  static Redactor of(ProviderConfig config, BaseUrl base) {
    List<String> secrets = new ArrayList<>();
    add(secrets, base.userInfo());
    config.secrets().forEach(secret -> add(secrets, secret));
    return new Redactor(secrets);
  }

  private static void add(List<String> secrets, @Nullable Secret secret) {
    // masking a word of two letters would only garble texts
    if (secret != null && secret.reveal().length() >= SHORTEST) {
      secrets.add(secret.reveal());
    }
  }

  /** From now on {@code secret} is hidden too; tokens change, so only the latest are kept. */
  public void remember(Secret secret) {
    String value = secret.reveal();
    if (value.length() >= SHORTEST && !live.contains(value)) {
      live.addLast(value);
      if (live.size() > REMEMBERED) {
        live.pollFirst();
      }
    }
  }

  /** Whether a header or variable of this name usually holds a secret. */
  public static boolean sensitive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("key")
        || lower.contains("token")
        || lower.contains("auth")
        || lower.contains("secret")
        || lower.contains("password")
        || lower.contains("cookie");
  }

  /** {@code text} without secrets. */
  public String text(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    for (String secret : live) {
      clean = clean.replace(secret, MASK);
    }
    return CREDENTIAL.matcher(clean).replaceAll("$1" + MASK);
  }

  /** {@code url} without user info and without the values of its query, the API version aside. */
  public String url(URI url) {
    String query = url.getRawQuery();
    String shown =
        query == null
            ? ""
            : Arrays.stream(query.split("&", -1))
                .map(Redactor::parameter)
                .collect(Collectors.joining("&", "?", ""));
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return text(url.getScheme() + "://" + host + url.getRawPath() + shown);
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    boolean harmless = equals < 0 || parameter.startsWith("api-version=");
    return harmless ? parameter : parameter.substring(0, equals + 1) + MASK;
  }
}
