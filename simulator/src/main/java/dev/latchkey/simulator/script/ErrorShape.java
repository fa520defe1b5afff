package dev.latchkey.simulator.script;

/** How a provider writes an error body. */
public enum ErrorShape {
  /** The shape usual on the wire and path of the request. */
  USUAL,
  /** {@code {"error":{"message","type","param","code"}}}. */
  OPENAI,
  /** {@code {"error":{"code","message"}}}. */
  AZURE,
  /** {@code {"type":"error","error":{"type","message"}}}. */
  ANTHROPIC,
  /** {@code {"detail":[{"type","loc","msg"}]}} for a bad field, else {@code {"detail":"…"}}. */
  FASTAPI,
  /** {@code [{"error":{"code","message","status"}}]}. */
  GEMINI,
  /** {@code {"object":"error","message":{"detail":[…]},"type","code"}}. */
  MISTRAL,
  /** {@code {"error":"…"}}, as Ollama's own routes. */
  STRING,
  /** {@code {"object":"error","message","type","code"}}, as vLLM. */
  FLAT,
  /** {@code {"errors":[{"message"}]}}. */
  LIST,
  /** Plain text. */
  TEXT
}
