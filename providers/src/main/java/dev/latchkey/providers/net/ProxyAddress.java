package dev.latchkey.providers.net;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's address.
 *
 * @param user {@code name:password}; null for none
 */
record ProxyAddress(String host, int port, @Nullable Secret user) {
  private static final int DEFAULT_PORT = 80;

  static ProxyAddress parse(String address) throws URISyntaxException {
    URI uri = new URI(address.contains("://") ? address : "http://" + address);
    if (uri.getHost() == null || "socks5".equals(uri.getScheme())) {
      // the text may hold a password
      throw new URISyntaxException("***", "no address of an HTTP proxy");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    String user = uri.getUserInfo();
    return new ProxyAddress(uri.getHost(), port, user == null ? null : Secret.of(user));
  }

  /** The address a provider's configuration gives. */
  static ProxyAddress of(String address) {
    try {
      return parse(address.strip());
    } catch (URISyntaxException _) {
      throw new ModelException.InvalidRequest(
          CallFailure.of(
              "Provider configuration: network.proxy is no address of an HTTP proxy.",
              "Write it as http://host:port or http://user:password@host:port, or \"direct\"."));
    }
  }

  @Nullable String authorization() {
    return user == null
        ? null
        : "Basic "
            + Base64.getEncoder().encodeToString(user.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
