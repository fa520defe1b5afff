package dev.latchkey.conformance.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session in Node is created with. Every method returns a new value.
 *
 * @param config fields of the public {@code SessionConfig}
 * @param tools definitions of tools with what they do
 * @param permission {@code approve-all}, {@code undecided}, or the decision itself
 */
public record SessionSpec(
    Map<String, Object> config, List<Map<String, Object>> tools, Object permission) {

  public SessionSpec {
    config = Map.copyOf(config);
    tools = List.copyOf(tools);
  }

  /** A session with a model of a provider and everything approved. */
  public static SessionSpec of(String model, Map<String, ?> provider) {
    return new SessionSpec(
        Map.of("model", model, "provider", provider, "availableTools", List.of()),
        List.of(),
        "approve-all");
  }

  /** Sets a field of the configuration. */
  public SessionSpec with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(config);
    more.put(field, value);
    return new SessionSpec(more, tools, permission);
  }

  /** Leaves a field of the configuration out. */
  public SessionSpec without(String field) {
    Map<String, Object> fewer = new LinkedHashMap<>(config);
    fewer.remove(field);
    return new SessionSpec(fewer, tools, permission);
  }

  /** Streams, or not. */
  public SessionSpec streaming(boolean streaming) {
    return with("streaming", streaming);
  }

  /** Adds a tool, which is then the only kind that the model is offered. */
  public SessionSpec tool(ToolSpec tool) {
    List<Map<String, Object>> more = new ArrayList<>(tools);
    more.add(tool.fields());
    List<Object> names = new ArrayList<>();
    more.forEach(each -> names.add(each.get("name")));
    return new SessionSpec(config, more, permission).with("availableTools", names);
  }

  /** Decides permissions in this way. */
  public SessionSpec permission(Object decision) {
    return new SessionSpec(config, tools, decision);
  }

  Map<String, Object> fields() {
    return Map.of("config", config, "tools", tools, "permission", permission);
  }
}
