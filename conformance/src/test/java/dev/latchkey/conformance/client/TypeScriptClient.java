package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** An open {@code CopilotClient} in Node. */
public final class TypeScriptClient {
  private final TypeScript sdk;
  private final String name;

  TypeScriptClient(TypeScript sdk, String name) {
    this.sdk = sdk;
    this.name = name;
  }

  /** {@code client.createSession(config)}. */
  public TypeScriptSession create(SessionSpec spec) throws IOException {
    return open("sessions.create", spec.fields());
  }

  /** {@code client.resumeSession(id, config)}. */
  public TypeScriptSession resume(String id, SessionSpec spec) throws IOException {
    Map<String, Object> fields = new HashMap<>(spec.fields());
    fields.put("sessionId", id);
    return open("sessions.resume", fields);
  }

  private TypeScriptSession open(String part, Map<String, ?> fields) throws IOException {
    String session = sdk.newName("session");
    Map<String, Object> parameters = new HashMap<>(fields);
    parameters.put("client", name);
    parameters.put("name", session);
    JsonNode made = sdk.play(part, parameters);
    return new TypeScriptSession(sdk, session, made.get("sessionId").asText());
  }

  /** One of the questions in {@code server.mjs}. */
  public JsonNode ask(String question, Map<String, ?> parameters) throws IOException {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("client", name);
    return sdk.play("server." + question, all);
  }

  /** A part of another suite that is about this client. */
  public JsonNode play(String part) throws IOException {
    return sdk.play(part, Map.of("client", name));
  }

  /** The same without parameters. */
  public JsonNode ask(String question) throws IOException {
    return ask(question, Map.of());
  }

  /** {@code client.stop()}; the texts of what went wrong. */
  public JsonNode close() throws IOException {
    return sdk.play("clients.close", Map.of("name", name));
  }

  /** Drops the connection without a word. */
  public void vanish() throws IOException {
    sdk.play("clients.vanish", Map.of("name", name));
  }
}
