package dev.latchkey.simulator.traffic;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The first line of a request, taken apart.
 *
 * @param method in upper case
 * @param path without query, still percent-encoded
 * @param query without its question mark; empty when there is none
 */
public record RequestLine(String method, String path, String query) {
  private static final String DEPLOYMENTS = "/openai/deployments/";

  /** Splits {@code /a/b?c=d}; an absolute URL (proxy form) loses its scheme and host. */
  public static RequestLine of(String method, String target) {
    String rest = target;
    int scheme = rest.indexOf("://");
    if (scheme > 0 && !rest.startsWith("/")) {
      int slash = rest.indexOf('/', scheme + 3);
      rest = slash < 0 ? "/" : rest.substring(slash);
    }
    int mark = rest.indexOf('?');
    return mark < 0
        ? new RequestLine(method, rest, "")
        : new RequestLine(method, rest.substring(0, mark), rest.substring(mark + 1));
  }

  /** The deployment of an Azure path, decoded; empty on other paths. */
  public String deployment() {
    int at = path.indexOf(DEPLOYMENTS);
    if (at < 0) {
      return "";
    }
    String rest = path.substring(at + DEPLOYMENTS.length());
    int end = rest.indexOf("/chat/completions");
    return end < 0 ? "" : URLDecoder.decode(rest.substring(0, end), StandardCharsets.UTF_8);
  }

  /** The decoded value of a query parameter; empty when absent. */
  public String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).equals(name)) {
        return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
