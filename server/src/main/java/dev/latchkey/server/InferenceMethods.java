package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.JsonBody;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Methods by which a client performs the requests to providers of its sessions. */
final class InferenceMethods {
  private InferenceMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "llmInference.setProvider" -> InferenceMethods::setProvider;
      case "llmInference.httpResponseStart" -> InferenceMethods::start;
      case "llmInference.httpResponseChunk" -> InferenceMethods::chunk;
      default -> null;
    };
  }

  private static JsonBody setProvider(Call call) {
    call.connection().performRequests();
    return Methods.flag("success", true);
  }

  private static Optional<ClientExchange> exchange(Call call) {
    return call.connection().exchange(call.params().text("requestId"));
  }

  private static JsonBody start(Call call) {
    int status = call.params().raw("status").asInt(0);
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("'status' must be an HTTP status, not " + status);
    }
    HttpHeaders headers = headers(call.params().raw("headers"));
    return accepted(exchange(call).map(known -> known.start(status, headers)).orElse(false));
  }

  private static HttpHeaders headers(JsonNode json) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Map.Entry<String, JsonNode> header : json.properties()) {
      List<String> values = new ArrayList<>();
      header.getValue().forEach(value -> values.add(value.asText("")));
      headers.put(header.getKey(), values);
    }
    return HttpHeaders.of(headers, (name, _) -> !name.isBlank());
  }

  private static JsonBody chunk(Call call) throws InterruptedException {
    Optional<ClientExchange> known = exchange(call);
    if (known.isEmpty()) {
      return accepted(false);
    }
    JsonNode error = call.params().raw("error");
    if (error.isObject()) {
      String message = error.path("message").asText("no reason given");
      return accepted(known.get().fail(new IOException(message)));
    }
    return accepted(known.get().chunk(data(call.params()), call.params().flag("end", false)));
  }

  private static byte[] data(Params params) {
    String data = params.text("data", "");
    return params.flag("binary", false)
        ? Base64.getDecoder().decode(data)
        : data.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonBody accepted(boolean yes) {
    return Methods.flag("accepted", yes);
  }
}
