package dev.latchkey.providers.websocket;

import dev.latchkey.providers.courier.UpgradeRefused;
import dev.latchkey.providers.net.HeadLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks a server for a WebSocket (RFC 6455, section 4). */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int SWITCHING = 101;

  private final String key = Base64.getEncoder().encodeToString(FrameWriter.random(16));

  /**
   * Sends the request and reads the head of the answer, nothing after it. Blocks.
   *
   * @throws UpgradeRefused when the server answers with something else
   * @throws IOException when the answer makes no sense, or the connection ends
   */
  void perform(HttpRequest opening, InputStream in, OutputStream out) throws IOException {
    out.write(head(opening).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    List<String> answer = HeadLines.read(in);
    while (interim(status(answer.getFirst()))) {
      answer = HeadLines.read(in);
    }
    HttpHeaders headers = headers(answer);
    int status = status(answer.getFirst());
    if (status != SWITCHING) {
      throw new UpgradeRefused(status, headers);
    }
    check(headers);
  }

  private String head(HttpRequest opening) {
    URI url = opening.uri();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    StringBuilder head = new StringBuilder("GET ").append(path);
    if (url.getRawQuery() != null) {
      head.append('?').append(url.getRawQuery());
    }
    head.append(" HTTP/1.1\r\n");
    line(head, "Host", url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
    line(head, "Upgrade", "websocket");
    line(head, "Connection", "Upgrade");
    line(head, "Sec-WebSocket-Key", key);
    line(head, "Sec-WebSocket-Version", "13");
    opening
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> line(head, name, value)));
    return head.append("\r\n").toString();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean interim(int status) {
    return status >= 100 && status < 200 && status != SWITCHING;
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("\\d{3}")) {
      throw new IOException("Invalid status line in the answer");
    }
    return Integer.parseInt(parts[1]);
  }

  private static HttpHeaders headers(List<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line : answer.subList(1, answer.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return HttpHeaders.of(headers, (_, _) -> true);
  }

  private void check(HttpHeaders headers) throws IOException {
    boolean switched =
        is(headers, "upgrade", "websocket")
            && headers
                .firstValue("connection")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("upgrade")
            && headers.firstValue("sec-websocket-accept").orElse("").equals(proof())
            && headers.firstValue("sec-websocket-extensions").isEmpty();
    if (!switched) {
      throw new IOException("the answer to the request for a WebSocket is none (HTTP 101)");
    }
  }

  private static boolean is(HttpHeaders headers, String name, String value) {
    return headers.firstValue(name).orElse("").equalsIgnoreCase(value);
  }

  private String proof() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }
}
