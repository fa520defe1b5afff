package dev.latchkey.providers.endpoint;

import static dev.latchkey.providers.endpoint.ConfigErrors.invalid;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A base URL taken apart.
 *
 * @param origin scheme and authority, without user info
 * @param path raw path without trailing slashes; empty or starting with a slash
 * @param query raw query; null for none
 * @param userInfo {@code user:password} of the URL; null for none
 */
record BaseUrl(
    String origin, String path, @Nullable String query, @Nullable Secret userInfo, Host host) {

  /** Reads what a user wrote or pasted; white space around it and a fragment are dropped. */
  static BaseUrl parse(String raw) {
    String text = raw.strip();
    if (text.isEmpty()) {
      throw invalid("baseUrl", "is missing.", "Set baseUrl, e.g. https://api.openai.com/v1.");
    }
    if (text.toUpperCase(Locale.ROOT).contains("<PORT>")) {
      throw invalid(
          "baseUrl",
          "still holds the placeholder <PORT>.",
          "Replace <PORT> with the port that `foundry service status` shows.");
    }
    URI uri = uri(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw badScheme(text);
    }
    if (uri.getHost() == null) {
      throw invalid(
          "baseUrl",
          "has no usable host name (letters, digits, dots and hyphens).",
          "Write it as https://host/path; a name with an underscore needs an alias without one.");
    }
    return of(scheme, uri);
  }

  private static BaseUrl of(String scheme, URI uri) {
    String hostName = uri.getHost();
    int port = uri.getPort();
    String origin = scheme + "://" + hostName + (port < 0 ? "" : ":" + port);
    String userInfo = uri.getRawUserInfo();
    return new BaseUrl(
        origin,
        withoutSlashes(uri.getRawPath()).replaceAll("/v1(/v1)+(?=/|$)", "/v1"),
        uri.getRawQuery() == null || uri.getRawQuery().isEmpty() ? null : uri.getRawQuery(),
        userInfo == null ? null : Secret.of(uri.getUserInfo()),
        Host.of(hostName, port));
  }

  private static URI uri(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw invalid("baseUrl", "holds half a character.", "Copy the address once more.");
    }
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw invalid(
          "baseUrl",
          "is no URL: " + e.getReason() + " at character " + (e.getIndex() + 1) + ".",
          "Write it as https://host/path, without spaces or placeholders.");
    }
  }

  private static ModelException badScheme(String text) {
    boolean local = text.startsWith("localhost") || text.startsWith("127.");
    return invalid(
        "baseUrl",
        "must begin with http:// or https://.",
        text.contains("://")
            ? "Use the provider's http or https address."
            : "Write " + (local ? "http://" : "https://") + " in front of it.");
  }

  private static String withoutSlashes(@Nullable String raw) {
    String path = raw == null ? "" : raw.replaceAll("/{2,}", "/");
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  BaseUrl withPath(String other) {
    return new BaseUrl(origin, withoutSlashes(other), query, userInfo, host);
  }

  BaseUrl withQuery(@Nullable String other) {
    return new BaseUrl(origin, path, other, userInfo, host);
  }

  /** This URL without {@code suffix} at the end of its path, if it is there. */
  BaseUrl without(String suffix) {
    return path.endsWith(suffix)
        ? withPath(path.substring(0, path.length() - suffix.length()))
        : this;
  }

  /** This URL without any of {@code suffixes} at the end of its path, however often they stand. */
  BaseUrl withoutAll(List<String> suffixes) {
    BaseUrl shorter = this;
    BaseUrl before;
    do {
      before = shorter;
      for (String suffix : suffixes) {
        shorter = shorter.without(suffix);
      }
    } while (!shorter.path.equals(before.path));
    return shorter;
  }

  /** The URL of {@code route} under this one; {@code more} is added to the query. */
  URI at(String route, @Nullable String more) {
    String joined = query == null ? more : more == null ? query : query + "&" + more;
    return URI.create(origin + path + route + (joined == null ? "" : "?" + joined));
  }

  /** The address without user info. */
  @Override
  public String toString() {
    return origin + path + (query == null ? "" : "?" + query);
  }
}
