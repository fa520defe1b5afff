package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.TokenCalls;
import dev.latchkey.providers.endpoint.Redactor;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks whoever issues tokens, a few times when it stumbles. */
final class TokenHttp implements TokenCalls {
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final int SHOWN = 500;
  private static final Duration LIMIT_OF_A_TRY = Duration.ofSeconds(10);
  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

  private final HttpGate gate;
  private final Errand errand;
  private final Duration limit;

  TokenHttp(HttpGate gate, Errand errand, Duration limit) {
    this.gate = gate;
    this.errand = errand;
    this.limit = limit;
  }

  @Override
  public Instant now() {
    return gate.pauses().now();
  }

  @Override
  public Duration limit() {
    return limit;
  }

  @Override
  public JsonNode get(URI url, Map<String, String> headers) {
    HttpRequest.Builder request = builder(url).GET();
    headers.forEach(request::setHeader);
    return ask(request.build(), Redactor.hiding(List.of()));
  }

  @Override
  public JsonNode form(URI url, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        builder(url)
            .setHeader("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    return ask(request, hiding(fields));
  }

  private static HttpRequest.Builder builder(URI url) {
    return HttpRequest.newBuilder(url)
        .timeout(LIMIT_OF_A_TRY)
        .setHeader("user-agent", UserAgent.VALUE)
        .setHeader("accept", "application/json");
  }

  private static Redactor hiding(Map<String, String> fields) {
    return Redactor.hiding(
        fields.entrySet().stream()
            .filter(field -> field.getKey().matches("client_secret|client_assertion"))
            .map(field -> Secret.of(field.getValue()))
            .toList());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode ask(HttpRequest request, Redactor redactor) {
    for (int attempt = 0; ; attempt++) {
      boolean last = attempt == WAITS.size();
      try {
        HttpResponse<InputStream> reply = gate.send(request, errand);
        byte[] body;
        try (InputStream in = reply.body()) {
          body = in.readNBytes(LIMIT_BYTES);
        }
        int status = reply.statusCode();
        if (last || !(status == 429 || status >= 500)) {
          return read(request.uri(), status, body, redactor);
        }
      } catch (IOException e) {
        if (last || Trouble.unknownHost(e)) {
          throw unreachable(request.uri(), gate.explained(request.uri(), errand, e));
        }
      } catch (InterruptedException _) {
        throw cancelled();
      }
      pause(WAITS.get(attempt));
    }
  }

  private void pause(Duration wait) {
    try {
      gate.pauses().sleep(wait);
    } catch (InterruptedException _) {
      throw cancelled();
    }
  }

  private static JsonNode read(URI url, int status, byte[] body, Redactor redactor) {
    JsonNode answer = WireJson.tree(Slice.of(body));
    if (status == 200 && answer != null) {
      return answer;
    }
    String words = answer == null ? "" : words(answer);
    String said = redactor.text(words.length() > SHOWN ? words.substring(0, SHOWN) : words);
    throw new ModelException.Authentication(
        CallFailure.builder(
                "The token endpoint at "
                    + url.getHost()
                    + " gave no token: HTTP "
                    + status
                    + (said.isEmpty() ? "" : ", " + said))
            .nextStep(
                "Check the client id, its secret or identity, the tenant and the scope of the"
                    + " credential.")
            .url(redactor.url(url))
            .build());
  }

  private static String words(JsonNode answer) {
    String code = answer.path("error").asText("");
    String description = answer.path("error_description").asText("").lines().findFirst().orElse("");
    return code.isEmpty() || description.isEmpty() ? code + description : code + ": " + description;
  }

  private static ModelException unreachable(URI url, Throwable cause) {
    String said = cause.getMessage() == null ? "" : cause.getMessage().replaceFirst("\\.$", "");
    String why = said.isEmpty() ? "" : ": " + said;
    return new ModelException.Authentication(
        CallFailure.of(
            "The token endpoint at " + url.getAuthority() + " cannot be reached" + why + ".",
            "Check its address, the network and the proxy; a managed identity exists only on"
                + " Azure."));
  }

  private static ModelException cancelled() {
    Thread.currentThread().interrupt();
    return new ModelException.Cancelled(
        CallFailure.of("Asking for a token was cancelled.", "Nothing to do: this was asked for."));
  }
}
