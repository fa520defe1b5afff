package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers a provider's requests carry; lower-case names, credential included. */
final class RequestHeaders {
  /** Set by the connection or the wire; another value could only break the request. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** A list: what several sides ask for is joined instead of replaced. */
  private static final String BETAS = "anthropic-beta";

  private final Map<String, String> provider;
  private final Set<String> removed;
  private final Map<String, String> credential;

  private RequestHeaders(
      Map<String, String> provider, Set<String> removed, Map<String, String> credential) {
    this.provider = provider;
    this.removed = removed;
    this.credential = credential;
  }

  static RequestHeaders of(ProviderConfig config, Endpoint.Type type, BaseUrl base) {
    Map<String, String> provider = new TreeMap<>(checked("headers", config.headers()));
    Set<String> removed = new HashSet<>();
    for (Map.Entry<String, JsonNode> extra : config.extension().extraHeaders().properties()) {
      String name = extra.getKey().strip().toLowerCase(Locale.ROOT);
      String value = extra.getValue().textValue();
      if (value == null) {
        removed.add(name);
        provider.remove(name);
      } else {
        provider.putAll(checked("latchkey.extraHeaders", Map.of(name, value)));
      }
    }
    provider.values().forEach(Template::check);
    return new RequestHeaders(provider, removed, credential(config, type, base.userInfo()));
  }

  /** The header a granted key or token goes into. */
  static Map<String, String> granted(Grant grant, Endpoint.Type type) {
    return switch (grant.form()) {
      case BEARER -> Map.of("authorization", "Bearer " + bare(grant.secret()));
      case KEY -> key(grant.secret(), type);
      case BASIC -> basic(grant.secret());
    };
  }

  private static Map<String, String> key(Secret key, Endpoint.Type type) {
    String value = printable("apiKey", key.reveal());
    return switch (type) {
      case OPENAI -> Map.of("authorization", "Bearer " + value);
      case AZURE -> Map.of("api-key", value);
      case ANTHROPIC -> Map.of("x-api-key", value);
    };
  }

  private static Map<String, String> credential(
      ProviderConfig config, Endpoint.Type type, @Nullable Secret userInfo) {
    CredentialCache replaceable = config.credential();
    if (replaceable != null && replaceable.none() && userInfo != null) {
      replaceable.standIn(CredentialCache.ofFixed(userInfo, Grant.Form.BASIC));
    }
    if (replaceable != null) {
      // put in for every call; one that never changes is checked now
      replaceable.fixed().ifPresent(grant -> granted(grant, type));
      return Map.of();
    }
    Secret token = config.bearerToken();
    Secret key = config.apiKey();
    if (token != null && !token.blank()) {
      return Map.of("authorization", "Bearer " + bare(token));
    }
    if (key != null && !key.blank()) {
      return key(key, type);
    }
    return userInfo == null ? Map.of() : basic(userInfo);
  }

  private static Map<String, String> basic(Secret userInfo) {
    byte[] bytes = userInfo.reveal().getBytes(StandardCharsets.UTF_8);
    return Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** People paste the token with its scheme. */
  private static String bare(Secret token) {
    String value = printable("bearerToken", token.reveal());
    boolean prefixed = value.regionMatches(true, 0, "bearer", 0, 6);
    String bare =
        prefixed && (value.length() == 6 || value.charAt(6) == ' ') ? value.substring(6) : value;
    if (bare.isBlank()) {
      throw invalid(
          "bearerToken",
          "holds only the word Bearer.",
          "Give the whole token, not just its prefix.");
    }
    return bare.strip();
  }

  Map<String, String> merged(
      Map<String, String> wire, Map<String, String> call, Template template) {
    Map<String, String> merged = new TreeMap<>(wire);
    String betas = removed.contains(BETAS) ? null : wire.get(BETAS);
    merged.putAll(credential);
    merged.keySet().removeAll(removed);
    provider.forEach((name, value) -> {
      String filled = template.fill(value);
      if (filled != null) {
        merged.put(name, printable("headers." + name, filled));
      }
    });
    if (!call.isEmpty()) {
      merged.putAll(checked("request headers", call));
    }
    if (betas != null) {
      merged.merge(BETAS, betas, RequestHeaders::joined);
    }
    return merged;
  }

  /** Both lists, every entry once. */
  private static String joined(String list, String more) {
    Set<String> all = new LinkedHashSet<>();
    for (String entry : (list + "," + more).split(",", -1)) {
      if (!entry.isBlank()) {
        all.add(entry.strip());
      }
    }
    return String.join(",", all);
  }

  private static Map<String, String> checked(String field, Map<String, String> headers) {
    Map<String, String> checked = new TreeMap<>();
    headers.forEach((rawName, value) -> {
      String name = rawName.strip().toLowerCase(Locale.ROOT);
      checkName(field, rawName, name);
      checked.put(name, printable(field + "." + rawName, value.strip()));
    });
    return checked;
  }

  private static void checkName(String field, String raw, String name) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+")) {
      throw invalid(
          field,
          "has \"" + raw + "\", which is no header name.",
          "Use letters, digits and hyphens only.");
    }
    if (RESERVED.contains(name)) {
      throw invalid(
          field, "sets \"" + raw + "\", which the connection sets itself.", "Remove that header.");
    }
  }

  private static String printable(String field, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c > 0x7e) {
        throw invalid(
            field,
            "has a character no header can carry at position "
                + (i + 1)
                + " of "
                + value.length()
                + ".",
            "Look for a line break or a non-ASCII character that was pasted along.");
      }
    }
    return value;
  }
}
