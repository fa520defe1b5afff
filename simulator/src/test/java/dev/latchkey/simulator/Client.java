package dev.latchkey.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A plain HTTP client with one-line calls. */
final class Client {
  static final String COMPLETIONS = "/v1/chat/completions";
  static final String RESPONSES = "/v1/responses";
  static final String ANTHROPIC = "/v1/messages";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  Client(Simulator simulator) {
    base = simulator.baseUrl();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(post(request(path, headers), body));
  }

  /** Like {@link #post}, but lets a broken connection through. */
  HttpResponse<String> tryPost(String path, String body, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = request(path, new String[0]).timeout(timeout);
    return http.send(post(builder, body), HttpResponse.BodyHandlers.ofString());
  }

  /** A user's words, for the wire of the path. */
  HttpResponse<String> ask(String path, String text, boolean stream) {
    return post(path, Bodies.user(path, text, stream), "anthropic-version", "2023-06-01");
  }

  private static HttpRequest post(HttpRequest.Builder builder, String body) {
    return builder
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path, String[] headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The request failed: " + request.uri(), e);
    }
  }
}
