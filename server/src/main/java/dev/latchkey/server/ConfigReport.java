package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.server.config.ConfigDocument;
import dev.latchkey.server.config.ConfigEnvironment;
import dev.latchkey.server.config.ConfigMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in force and who said so; secrets are masked, always. */
public final class ConfigReport {
  /** The origin of what nobody says. */
  static final String DEFAULT = "default";

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * A value in force.
   *
   * @param key the field: {@code providers.work.baseUrl}
   * @param value as text, masked where it is or may be a secret
   * @param origin file with line, environment variable, option or {@code default}
   */
  public record Entry(String key, String value, String origin) {}

  private ConfigReport() {}

  /**
   * Of what options say, of what files say, and of what variables say where no file decides.
   *
   * @param options of the command line, see {@link OptionsReport}
   * @param environment the variables
   */
  public static List<Entry> of(
      List<Entry> options, Configuration configuration, Map<String, String> environment) {
    ConfigReport report = new ConfigReport();
    options.forEach(entry -> report.put(entry.key(), entry.value(), entry.origin()));
    configuration.documents().forEach(report::document);
    boolean decided = configuration.byDefault() != null;
    report.environment(environment, decided);
    return List.copyOf(report.entries.values());
  }

  /** The entries as JSON. */
  public static ArrayNode json(List<Entry> entries) {
    ArrayNode list = Json.array();
    for (Entry entry : entries) {
      ObjectNode one = Json.object().put("key", entry.key()).put("value", entry.value());
      list.add(one.put("origin", entry.origin()));
    }
    return list;
  }

  private void put(String key, String value, String origin) {
    // what was put first is of the more important file
    entries.putIfAbsent(key, new Entry(key, value, origin));
  }

  private void document(ConfigDocument document) {
    Map<String, Entry> more = new LinkedHashMap<>(entries);
    for (Map.Entry<String, JsonNode> field : document.root().properties()) {
      String name = field.getKey();
      switch (name) {
        case "providers", "models" -> named(document, name, field.getValue(), more);
        case "provider" -> {
          if (more.keySet().stream().noneMatch(key -> key.startsWith("provider."))) {
            provider(document, "provider", "provider", field.getValue());
          }
        }
        default -> leaves(document, name, name, field.getValue());
      }
    }
  }

  /** A provider or model of a more important file hides one of the same name entirely. */
  private void named(
      ConfigDocument document, String area, JsonNode all, Map<String, Entry> before) {
    List<Map.Entry<String, JsonNode>> each = new ArrayList<>();
    if (all.isArray()) {
      for (int i = 0; i < all.size(); i++) {
        each.add(Map.entry(area + "[" + i + "]", all.get(i)));
      }
    } else {
      all.properties().forEach(f -> each.add(Map.entry(area + "." + f.getKey(), f.getValue())));
    }
    for (Map.Entry<String, JsonNode> one : each) {
      String key = key(area, one.getKey(), one.getValue());
      if (before.keySet().stream().anyMatch(known -> known.startsWith(key + "."))) {
        continue;
      }
      if (area.equals("providers")) {
        provider(document, key, one.getKey(), one.getValue());
      } else {
        leaves(document, key, one.getKey(), one.getValue());
      }
    }
  }

  private static String key(String area, String path, JsonNode value) {
    if (area.equals("providers")) {
      return path.endsWith("]") ? area + "." + value.path("name").asText() : path;
    }
    String id = path.endsWith("]") ? value.path("id").asText() : path.substring("models.".length());
    return area + "." + value.path("provider").asText() + "/" + id;
  }

  private void provider(ConfigDocument document, String key, String path, JsonNode value) {
    leaves(document, key, path, value);
    put(key + ".type", "openai", DEFAULT);
    if (!value.path("type").asText().equals("anthropic")) {
      put(key + ".wireApi", "completions", DEFAULT);
    }
    limits(key + ".latchkey.limits.");
  }

  private void limits(String key) {
    CallPolicy policy = CallPolicy.DEFAULT;
    put(key + "timeouts.credential", policy.credential().toString(), DEFAULT);
    put(key + "timeouts.connect", policy.connect().toString(), DEFAULT);
    String local = " (" + policy.firstByteLocal() + " for servers of this network)";
    put(key + "timeouts.firstByte", policy.firstByte() + local, DEFAULT);
    put(key + "timeouts.betweenChunks", policy.betweenChunks().toString(), DEFAULT);
    put(key + "timeouts.turn", policy.turn().isZero() ? "none" : policy.turn().toString(), DEFAULT);
    put(key + "retries.max", String.valueOf(policy.maxRetries()), DEFAULT);
    put(key + "retries.backoff", policy.backoff().toString(), DEFAULT);
    put(key + "retries.backoffCap", policy.backoffCap().toString(), DEFAULT);
    put(key + "retries.retryAfterCap", policy.retryAfterCap().toString(), DEFAULT);
  }

  private void leaves(ConfigDocument document, String key, String path, JsonNode value) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .properties()
          .forEach(
              f -> leaves(document, key + "." + f.getKey(), path + "." + f.getKey(), f.getValue()));
      return;
    }
    String reference = document.references().get(path);
    String origin = document.origin(path) + (reference == null ? "" : " (" + reference + ")");
    put(key, ConfigMask.shown(key, value, reference), origin);
  }

  private void environment(Map<String, String> environment, boolean decided) {
    Map<String, ConfigEnvironment.Said> said = ConfigEnvironment.read(environment);
    boolean used = !decided && said.containsKey("provider.baseUrl");
    said.forEach((key, value) -> {
      if (key.equals("model")) {
        put(key, value.text(), value.variable());
      } else if (used) {
        put(key, value.text(), value.variable());
      }
    });
    if (used) {
      put("provider.type", "openai", DEFAULT);
      put("provider.wireApi", "completions", DEFAULT);
      limits("provider.latchkey.limits.");
    }
  }
}
