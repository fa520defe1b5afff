package dev.latchkey.simulator.script;

/**
 * What well-known servers answer when something is wrong, in their own shapes and words. Most are
 * compatible with OpenAI until something fails.
 */
public enum ServerError {
  /** Ollama does not have the model. */
  OLLAMA_NO_MODEL(404, nested("model '%s' not found", "not_found_error", "null")),
  /** Ollama's model has no template for tools. */
  OLLAMA_NO_TOOLS(
      400,
      nested("registry.ollama.ai/library/%s:latest does not support tools", "api_error", "null")),
  /** The model does not fit into the memory of the machine Ollama is on. */
  OLLAMA_NO_MEMORY(
      500,
      nested(
          "model requires more system memory (5.6 GiB) than is available (3.1 GiB)",
          "api_error",
          "null")),
  /** The process that runs Ollama's model has died. */
  OLLAMA_CRASHED(
      500, nested("llama runner process has terminated: exit status 2", "api_error", "null")),
  /** Too many requests wait at Ollama. */
  OLLAMA_BUSY(
      503,
      nested(
          "server busy, please try again.  maximum pending requests exceeded",
          "api_error",
          "null")),
  /** The prompt is longer than vLLM's window, in the flat shape of its first versions. */
  VLLM_TOO_LONG_FLAT(400, flat(Vllm.TOO_LONG)),
  /** The same in the shape of later ones. */
  VLLM_TOO_LONG(400, nested(Vllm.TOO_LONG, "BadRequestError", "400")),
  /** vLLM serves another model. */
  VLLM_NO_MODEL(404, nested("The model `%s` does not exist.", "NotFoundError", "404")),
  /** vLLM was started without a parser for tool calls. */
  VLLM_NO_TOOLS(
      400,
      flat(
          "\\\"auto\\\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be"
              + " set")),
  /** vLLM's engine has died. */
  VLLM_DEAD(
      500,
      nested(
          "EngineCore encountered an issue. See stack trace (above) for the root cause.",
          "InternalServerError",
          "500")),
  /** LiteLLM's key is not known to it. */
  LITELLM_BAD_KEY(
      401,
      nested(
          "Authentication Error, Invalid proxy server token passed. Received API Key = sk-...x,"
              + " Key Hash (Token) =0. Unable to find token in cache or `LiteLLM_VerificationTable`",
          "auth_error",
          "\"401\"")),
  /** LiteLLM's key may not use the model. */
  LITELLM_MODEL_DENIED(
      403,
      nested(
          "key not allowed to access model. This key can only access models=['other']. Tried to"
              + " access %s",
          "key_model_access_denied", "\"403\"")),
  /** LiteLLM has no such model. */
  LITELLM_NO_MODEL(
      400,
      nested(
          "/chat/completions: Invalid model name passed in model=%s. Call `/v1/models` to view"
              + " available models for your key.",
          "None", "\"400\"")),
  /** The prompt is too long for the model behind LiteLLM. */
  LITELLM_TOO_LONG(
      400,
      nested(
          "litellm.ContextWindowExceededError: litellm.BadRequestError:"
              + " ContextWindowExceededError: OpenAIException - This model's maximum context length"
              + " is 8192 tokens. However, your messages resulted in 9000 tokens. Received Model"
              + " Group=%s\\nAvailable Model Group Fallbacks=None",
          "None", "\"400\"")),
  /** The provider behind LiteLLM has no more room at the moment. */
  LITELLM_RATE_LIMIT(
      429,
      nested(
          "litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached. Received"
              + " Model Group=%s",
          "throttling_error", "\"429\"")),
  /** The budget of LiteLLM's key is used up. */
  LITELLM_BUDGET(
      400,
      nested(
          "Budget has been exceeded! Current cost: 1.2, Max budget: 1.0",
          "budget_exceeded",
          "\"400\""));

  private final int status;
  private final String body;

  ServerError(int status, String body) {
    this.status = status;
    this.body = body;
  }

  private static final class Vllm {
    static final String TOO_LONG =
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens"
            + " (4000 in the messages, 1000 in the completion). Please reduce the length of the"
            + " messages or completion.";

    private Vllm() {}
  }

  private static String nested(String message, String type, String code) {
    return "{\"error\":{\"message\":\""
        + message
        + "\",\"type\":\""
        + type
        + "\",\"param\":null,\"code\":"
        + code
        + "}}";
  }

  private static String flat(String message) {
    return "{\"object\":\"error\",\"message\":\""
        + message
        + "\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}";
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The answer to a call of this model. */
  public Reply reply(String model) {
    return Reply.http(status, "application/json", body.replace("%s", model));
  }
}
