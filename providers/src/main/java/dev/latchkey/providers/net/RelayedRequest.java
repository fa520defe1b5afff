package dev.latchkey.providers.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The head of a request to a {@link Relay}.
 *
 * @param tunnel whether everything after it is passed on as it is
 * @param head what the server gets instead of it
 * @param authorization what the client showed; empty for nothing
 */
record RelayedRequest(boolean tunnel, String host, int port, String head, String authorization) {
  private static final String CLOSE = "Connection: close\r\n";

  /** Reads a head and nothing after it. */
  static RelayedRequest read(InputStream in) throws IOException {
    List<String> lines = HeadLines.read(in);
    String[] first = lines.getFirst().split(" ", 3);
    if (first.length != 3) {
      throw new IOException("no HTTP request");
    }
    boolean tunnel = first[0].equals("CONNECT");
    URI target = target(tunnel ? "https://" + first[1] : first[1]);
    StringBuilder head = new StringBuilder(first[0]).append(' ').append(path(target)).append(' ');
    head.append(first[2]).append("\r\n");
    String authorization = "";
    for (String line : lines.subList(1, lines.size())) {
      String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
      if (name.equals("proxy-authorization")) {
        authorization = line.substring(name.length() + 1).strip();
      } else if (!name.equals("connection")) {
        head.append(line).append("\r\n");
      }
    }
    // one request a connection: the next one may be for another server
    head.append(CLOSE).append("\r\n");
    return new RelayedRequest(
        tunnel,
        bare(target.getHost()),
        AllowedServers.port(target),
        head.toString(),
        authorization);
  }

  /** The head of a reply, changed so that nobody sends another request after it. */
  static byte[] closing(InputStream reply) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line : HeadLines.read(reply)) {
      if (!line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
        head.append(line).append("\r\n");
      }
    }
    return head.append(CLOSE).append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static URI target(String text) throws IOException {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new IOException("no address of a server");
  }

  private static String path(URI target) {
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
