package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@code CopilotSession} in Node, with all that it saw since it was created or resumed. */
public final class TypeScriptSession {
  private final TypeScript sdk;
  private final String name;
  private final String id;

  TypeScriptSession(TypeScript sdk, String name, String id) {
    this.sdk = sdk;
    this.name = name;
    this.id = id;
  }

  /** The session's id. */
  public String id() {
    return id;
  }

  /** {@code session.sendAndWait(prompt)}: the text of the answer. */
  public String ask(String prompt) throws IOException {
    return ask(prompt, Map.of());
  }

  /** The same with further options of the message. */
  public String ask(String prompt, Map<String, ?> options) throws IOException {
    return play("ask", message(prompt, options)).path("answer").asText();
  }

  /** {@code session.send}: the message's id, at once. */
  public String send(String prompt) throws IOException {
    return play("send", message(prompt, Map.of())).get("messageId").asText();
  }

  /** Waits for the first event of a type. */
  public JsonNode await(String type) throws IOException {
    return await(type, 1).get(0);
  }

  /** Waits until so many events of a type were seen. */
  public JsonNode await(String type, int count) throws IOException {
    return play("await_", Map.of("type", type, "count", count));
  }

  /** Every event so far. */
  public List<JsonNode> seen() throws IOException {
    return list(play("seen", Map.of()));
  }

  /** The events of a type so far. */
  public List<JsonNode> seen(String type) throws IOException {
    return seen().stream().filter(e -> e.get("type").asText().equals(type)).toList();
  }

  /** {@code session.getEvents()}. */
  public List<JsonNode> history() throws IOException {
    return list(play("history", Map.of()));
  }

  /** The calls of tools so far: name and args. */
  public List<JsonNode> calls() throws IOException {
    return list(play("calls", Map.of()));
  }

  /** The permissions that were asked for so far. */
  public List<JsonNode> permissions() throws IOException {
    return list(play("permissions", Map.of()));
  }

  /** One of the functions in {@code sessions.mjs}. */
  public JsonNode play(String part, Map<String, ?> parameters) throws IOException {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("name", name);
    return sdk.play("sessions." + part, all);
  }

  private static Map<String, Object> message(String prompt, Map<String, ?> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("prompt", prompt);
    return all;
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }
}
