package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as people may see them. Whatever may be a secret is masked, harmless ones too. */
public final class ConfigMask {
  private static final String MASK = "***";

  /** Fields whose texts may be anything, keys included. */
  private static final Pattern ANYTHING =
      Pattern.compile(
          "\\.(headers|extraHeaders|extraQuery|extraBody)(\\.|$)"
              + "|\\.(apiKey|bearerToken|clientSecret|command)$");

  private static final List<String> WORDS =
      List.of("key", "token", "secret", "password", "auth", "cookie", "credential");

  private ConfigMask() {}

  /**
   * The text of a value.
   *
   * @param key the field
   * @param reference what its text refers to, {@code env:NAME}; null for nothing
   */
  public static String shown(String key, JsonNode value, @Nullable String reference) {
    if (!value.isTextual()) {
      return value.isContainerNode() && ANYTHING.matcher(key).find() && !value.isEmpty()
          ? MASK
          : value.toString();
    }
    boolean secret = reference != null && sensitive(reference);
    boolean hidden = secret || ANYTHING.matcher(key).find();
    return hidden ? MASK : url(value.textValue(), key.endsWith(".proxy"));
  }

  private static boolean sensitive(String reference) {
    String lower = reference.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  /** Without user name, password and values of the query, the API version aside. */
  private static String url(String text, boolean proxy) {
    if (!text.contains("://")) {
      // a proxy may be written without a scheme
      return proxy ? text.replaceFirst("^[^/]*@", MASK + "@") : text;
    }
    return text.replaceFirst("//[^/?#]*@", "//" + MASK + "@")
        .replaceAll("([?&](?!api-version=)[^=&#]+=)[^&#]*", "$1" + MASK);
  }
}
