package dev.latchkey.providers.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL. */
final class Query {
  private Query() {}

  /** {@code query} with {@code extra} in place of parameters of the same name; null takes away. */
  static @Nullable String with(@Nullable String query, ObjectNode extra) {
    List<String> parameters = new ArrayList<>();
    if (query != null) {
      for (String parameter : query.split("&", -1)) {
        if (!extra.has(parameter.replaceFirst("=.*", ""))) {
          parameters.add(parameter);
        }
      }
    }
    for (Map.Entry<String, JsonNode> added : extra.properties()) {
      if (added.getValue().isTextual()) {
        parameters.add(encoded(added.getKey()) + "=" + encoded(added.getValue().textValue()));
      }
    }
    return parameters.isEmpty() ? null : String.join("&", parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
