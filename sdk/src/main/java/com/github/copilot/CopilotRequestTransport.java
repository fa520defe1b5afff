package com.github.copilot;

/** How the runtime would have sent a model request. */
public enum CopilotRequestTransport {
  /** One request, one streamed response. */
  HTTP,
  /** Messages both ways. */
  WEBSOCKET
}
