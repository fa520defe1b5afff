package dev.latchkey.conformance.client;

import dev.latchkey.simulator.Simulator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of the public BYOK page: how each kind of provider is configured and what it must be
 * asked.
 */
public enum ProviderRow {
  OPENAI_COMPLETIONS("/v1", "/v1/chat/completions", Auth.BEARER),
  OPENAI_RESPONSES("/v1", "/v1/responses", Auth.BEARER),
  AZURE_WITH_VERSION("", "/openai/deployments/gpt-4.1/chat/completions", Auth.API_KEY),
  AZURE_WITHOUT_VERSION("", "/openai/v1/chat/completions", Auth.API_KEY),
  FOUNDRY("/openai/v1/", "/openai/v1/responses", Auth.BEARER),
  ANTHROPIC("", "/v1/messages", Auth.X_API_KEY),
  OLLAMA("/v1", "/v1/chat/completions", Auth.NONE),
  FOUNDRY_LOCAL("/v1", "/v1/chat/completions", Auth.NONE),
  VLLM("/v1", "/v1/chat/completions", Auth.BEARER),
  LITELLM("", "/chat/completions", Auth.BEARER),
  BEARER_TOKEN("/v1", "/v1/chat/completions", Auth.TOKEN);

  private static final String KEY = "conformance-key";
  private static final String TOKEN = "conformance-bearer";

  private final String basePath;
  private final String requestPath;
  private final Auth auth;

  ProviderRow(String basePath, String requestPath, Auth auth) {
    this.basePath = basePath;
    this.requestPath = requestPath;
    this.auth = auth;
  }

  /** How a credential is sent. */
  private enum Auth {
    NONE,
    BEARER,
    TOKEN,
    API_KEY,
    X_API_KEY
  }

  /** The {@code provider} of a session, as the page writes it, with the simulator's address. */
  public Map<String, Object> config(Simulator simulator) {
    Map<String, Object> provider = new HashMap<>();
    provider.put("type", type());
    provider.put("baseUrl", simulator.baseUrl() + basePath);
    if (this == OPENAI_RESPONSES || this == FOUNDRY) {
      provider.put("wireApi", "responses");
    }
    if (this == AZURE_WITH_VERSION) {
      provider.put("azure", Map.of("apiVersion", "2024-10-21"));
    }
    if (auth == Auth.TOKEN) {
      provider.put("bearerToken", TOKEN);
    } else if (auth != Auth.NONE) {
      provider.put("apiKey", KEY);
    }
    return provider;
  }

  private String type() {
    return switch (this) {
      case AZURE_WITH_VERSION, AZURE_WITHOUT_VERSION -> "azure";
      case ANTHROPIC -> "anthropic";
      case OPENAI_COMPLETIONS, OPENAI_RESPONSES, FOUNDRY, OLLAMA, FOUNDRY_LOCAL -> "openai";
      case VLLM, LITELLM, BEARER_TOKEN -> "openai";
    };
  }

  /** The path that must be asked. */
  public String requestPath() {
    return requestPath;
  }

  /** The query that must be sent. */
  public String query() {
    return this == AZURE_WITH_VERSION ? "api-version=2024-10-21" : "";
  }

  /** The header that carries the credential. */
  public Optional<String> authHeader() {
    return switch (auth) {
      case NONE -> Optional.empty();
      case BEARER, TOKEN -> Optional.of("authorization");
      case API_KEY -> Optional.of("api-key");
      case X_API_KEY -> Optional.of("x-api-key");
    };
  }

  /** What that header must say. */
  public String authValue() {
    return switch (auth) {
      case NONE -> "";
      case BEARER -> "Bearer " + KEY;
      case TOKEN -> "Bearer " + TOKEN;
      case API_KEY, X_API_KEY -> KEY;
    };
  }

  /** True where the wire streams whether the session does or not. */
  public boolean alwaysStreams() {
    return this == ANTHROPIC;
  }
}
