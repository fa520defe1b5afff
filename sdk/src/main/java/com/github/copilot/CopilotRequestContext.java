package com.github.copilot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A model request that the runtime hands to a {@link CopilotRequestHandler}. Immutable. */
public final class CopilotRequestContext {

  /** What the request is about; everything but the request id may be null. */
  record Origin(
      String requestId,
      @Nullable String sessionId,
      @Nullable String agentId,
      @Nullable String parentAgentId,
      @Nullable String interactionType) {}

  private final Origin origin;
  private final CopilotRequestTransport transport;
  private final String url;
  private final Map<String, List<String>> headers;
  private final CompletableFuture<Void> cancellation;
  private final @Nullable ResponseBridge bridge;

  CopilotRequestContext(
      Origin origin,
      CopilotRequestTransport transport,
      String url,
      Map<String, List<String>> headers,
      CompletableFuture<Void> cancellation,
      @Nullable ResponseBridge bridge) {
    this.origin = origin;
    this.transport = transport;
    this.url = url;
    this.headers = copy(headers);
    this.cancellation = cancellation;
    this.bridge = bridge;
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> headers) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }

  /** Returns the id of the request. */
  public String requestId() {
    return origin.requestId();
  }

  /** Returns the id of the session, or null. */
  public @Nullable String sessionId() {
    return origin.sessionId();
  }

  /** Returns the id of the agent, or null. */
  public @Nullable String agentId() {
    return origin.agentId();
  }

  /** Returns the id of the agent that started this one, or null. */
  public @Nullable String parentAgentId() {
    return origin.parentAgentId();
  }

  /** Returns what kind of request it is, or null. */
  public @Nullable String interactionType() {
    return origin.interactionType();
  }

  /** Returns how the runtime would have sent it. */
  public CopilotRequestTransport transport() {
    return transport;
  }

  /** Returns where it goes. */
  public String url() {
    return url;
  }

  /** Returns its headers; they can hold keys. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** Returns a copy that goes elsewhere. */
  public CopilotRequestContext withUrl(String value) {
    return new CopilotRequestContext(
        origin, transport, Objects.requireNonNull(value, "url"), headers, cancellation, bridge);
  }

  /** Returns a copy with other headers. */
  public CopilotRequestContext withHeaders(Map<String, List<String>> value) {
    return new CopilotRequestContext(origin, transport, url, value, cancellation, bridge);
  }

  /** Returns a future that completes when the runtime no longer wants the answer. */
  public CompletableFuture<Void> cancellation() {
    return cancellation;
  }

  /** Returns whether the runtime no longer wants the answer. */
  public boolean isCancelled() {
    return cancellation.isDone();
  }

  ResponseBridge bridge() {
    return Objects.requireNonNull(bridge, "pass on the context that openWebSocket was given");
  }
}
