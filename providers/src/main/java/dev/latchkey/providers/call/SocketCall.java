package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.dialect.Learning;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call that may go over a socket.
 *
 * @param http the same attempt over HTTP, without a credential that changes
 * @param deadline of the whole call in the terms of {@link System#nanoTime()}; null for none
 */
record SocketCall(
    ModelRequest request,
    Learning learning,
    HttpRequest http,
    Trouble trouble,
    @Nullable Long deadline,
    RetryListener listener) {
  private static final Set<String> OF_BODIES = Set.of("accept", "content-type");

  /** The request that opens the socket. */
  HttpRequest opening() {
    return HttpRequest.newBuilder(http, (name, _) -> !OF_BODIES.contains(lower(name)))
        .version(java.net.http.HttpClient.Version.HTTP_1_1)
        .GET()
        .build();
  }

  /** The headers a socket for this call is opened with. */
  HttpHeaders headers() {
    return HttpHeaders.of(http.headers().map(), (name, _) -> !OF_BODIES.contains(lower(name)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
