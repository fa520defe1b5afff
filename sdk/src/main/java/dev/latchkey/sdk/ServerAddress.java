package dev.latchkey.sdk;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port TCP port
 */
record ServerAddress(String host, int port) {

  /**
   * Reads {@code 8080}, {@code host:port}, {@code http://host:port} or {@code https://host:port}.
   */
  static ServerAddress parse(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.matches("\\d+")) {
        return checked(text, "localhost", Integer.parseInt(trimmed));
      }
      URI uri = new URI(trimmed.contains("://") ? trimmed : "tcp://" + trimmed);
      return checked(text, uri.getHost() == null ? "" : uri.getHost(), uri.getPort());
    } catch (URISyntaxException | NumberFormatException e) {
      throw refused(text);
    }
  }

  private static ServerAddress checked(String text, String host, int port) {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw refused(text);
    }
    return new ServerAddress(host, port);
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "cliUrl must be a port, host:port or http://host:port with a port from 1 to 65535; it is: "
            + text);
  }
}
