package dev.latchkey.providers.net;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's address.
 *
 * @param scheme of the address as it was written; tells how to speak to it
 * @param user {@code name:password}; null for none
 */
record ProxyAddress(String scheme, String host, int port, @Nullable Secret user) {

  /** How a proxy is spoken to. */
  enum Kind {
    /** Java's HTTP client does it. */
    HTTP,
    /** The same inside TLS. */
    HTTPS,
    /** SOCKS 5; this machine looks names up. */
    SOCKS5,
    /** SOCKS 5; the proxy looks names up. */
    SOCKS5H,
    /** Not at all. */
    UNKNOWN
  }

  static ProxyAddress parse(String address) throws URISyntaxException {
    URI uri = new URI(address.contains("://") ? address : "http://" + address);
    if (uri.getHost() == null) {
      // the text may hold a password
      throw new URISyntaxException("***", "no address of a proxy");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String user = uri.getUserInfo();
    return new ProxyAddress(
        scheme,
        uri.getHost(),
        uri.getPort() < 0 ? usualPort(scheme) : uri.getPort(),
        user == null ? null : Secret.of(user));
  }

  private static int usualPort(String scheme) {
    return scheme.startsWith("socks") ? 1080 : scheme.equals("https") ? 443 : 80;
  }

  /** The address a provider's configuration gives. */
  static ProxyAddress of(String address) {
    try {
      return parse(address.strip());
    } catch (URISyntaxException _) {
      throw invalid("network.proxy is no address of a proxy.");
    }
  }

  Kind kind() {
    return switch (scheme) {
      case "http" -> Kind.HTTP;
      case "https" -> Kind.HTTPS;
      case "socks5" -> Kind.SOCKS5;
      case "socks5h", "socks" -> Kind.SOCKS5H;
      default -> Kind.UNKNOWN;
    };
  }

  /** Throws when nobody here can speak to it: going straight instead would be a surprise. */
  void check() {
    if (kind() == Kind.UNKNOWN) {
      throw invalid(
          "The proxy "
              + host
              + ":"
              + port
              + " is of a kind that is not supported: "
              + scheme
              + ".");
    }
  }

  private static ModelException invalid(String problem) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Proxy configuration: " + problem,
            "Write it as http://host:port, https://, socks5:// or socks5h://, with"
                + " user:password@ before the host where it is needed, or \"direct\" for a provider"
                + " without one."));
  }

  @Nullable String authorization() {
    return user == null
        ? null
        : "Basic "
            + Base64.getEncoder().encodeToString(user.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
