package dev.latchkey.simulator.script;

/** How an OpenAI-compatible server spells reasoning in Chat Completions. */
public enum Spelling {
  /** {@code reasoning_content} here; the wire's own items or blocks elsewhere. */
  USUAL,
  /** {@code reasoning_content}, as DeepSeek, Kimi and GLM do. */
  REASONING_CONTENT,
  /** {@code reasoning}, as vLLM, Ollama and OpenRouter do. */
  REASONING,
  /** {@code reasoning_text}. */
  REASONING_TEXT,
  /** {@code <think>…</think>} in front of the content. */
  THINK_TAGS
}
