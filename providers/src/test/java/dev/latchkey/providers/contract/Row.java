package dev.latchkey.providers.contract;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.ErrorShape;
import dev.latchkey.simulator.traffic.Wire;

/**
 * A kind of endpoint on one wire: how people configure it and what it must be asked. Servers that
 * are not on this machine are posed as by the simulator, under their real names.
 */
enum Row {
  OPENAI_COMPLETIONS("http://api.openai.com/v1", Wire.COMPLETIONS, Auth.BEARER),
  OPENAI_RESPONSES("http://api.openai.com/v1", Wire.RESPONSES, Auth.BEARER),
  OPENAI_PASTED("http://api.openai.com/v1/chat/completions", Wire.COMPLETIONS, Auth.BEARER),
  AZURE_DEPLOYMENT("http://r.openai.azure.com", Wire.COMPLETIONS, Auth.API_KEY),
  AZURE_DEPLOYMENT_RESPONSES("http://r.openai.azure.com", Wire.RESPONSES, Auth.API_KEY),
  AZURE_PASTED(
      "http://r.openai.azure.com/openai/deployments/gpt-5/chat/completions?api-version=2024-10-21",
      Wire.COMPLETIONS,
      Auth.API_KEY),
  AZURE_VERSIONLESS("http://r.openai.azure.com/", Wire.COMPLETIONS, Auth.API_KEY),
  AZURE_VERSIONLESS_RESPONSES("http://r.openai.azure.com/", Wire.RESPONSES, Auth.API_KEY),
  AZURE_V1_PREVIEW("http://r.openai.azure.com/openai/v1", Wire.COMPLETIONS, Auth.API_KEY),
  AZURE_V1_PREVIEW_RESPONSES("http://r.openai.azure.com/openai/v1", Wire.RESPONSES, Auth.API_KEY),
  AZURE_TOKEN("http://r.openai.azure.com", Wire.COMPLETIONS, Auth.TOKEN),
  FOUNDRY_COMPLETIONS("http://r.openai.azure.com/openai/v1/", Wire.COMPLETIONS, Auth.BEARER),
  FOUNDRY_RESPONSES("http://r.openai.azure.com/openai/v1/", Wire.RESPONSES, Auth.BEARER),
  FOUNDRY_PROJECT("http://r.services.ai.azure.com/api/projects/p", Wire.RESPONSES, Auth.API_KEY),
  FOUNDRY_MODEL("http://m.eastus2.models.ai.azure.com", Wire.COMPLETIONS, Auth.BEARER),
  FOUNDRY_ANTHROPIC("http://r.services.ai.azure.com/anthropic", Wire.ANTHROPIC, Auth.X_API_KEY),
  ANTHROPIC("http://api.anthropic.com", Wire.ANTHROPIC, Auth.X_API_KEY),
  ANTHROPIC_V1("http://api.anthropic.com/v1", Wire.ANTHROPIC, Auth.X_API_KEY),
  ANTHROPIC_TOKEN("http://api.anthropic.com", Wire.ANTHROPIC, Auth.TOKEN),
  OLLAMA("/v1", Wire.COMPLETIONS, Auth.NONE),
  OLLAMA_RESPONSES("/v1", Wire.RESPONSES, Auth.NONE),
  FOUNDRY_LOCAL("/v1/", Wire.COMPLETIONS, Auth.NONE),
  VLLM("/v1", Wire.COMPLETIONS, Auth.BEARER),
  VLLM_RESPONSES("/v1", Wire.RESPONSES, Auth.BEARER),
  LITELLM("", Wire.COMPLETIONS, Auth.BEARER),
  GATEWAY("http://gateway.example.com/team/v1?region=eu", Wire.COMPLETIONS, Auth.BEARER),
  GATEWAY_RESPONSES("http://gateway.example.com/team/v1?region=eu", Wire.RESPONSES, Auth.TOKEN),
  GATEWAY_ANTHROPIC("http://gateway.example.com/team?region=eu", Wire.ANTHROPIC, Auth.X_API_KEY),
  OPENAI_SECURE("https://api.openai.com/v1", Wire.COMPLETIONS, Auth.BEARER),
  ANTHROPIC_SECURE("https://api.anthropic.com", Wire.ANTHROPIC, Auth.X_API_KEY),
  OPENAI_SOCKET("http://api.openai.com/v1", Wire.RESPONSES, Auth.BEARER),
  OPENAI_SOCKET_SECURE("https://api.openai.com/v1", Wire.RESPONSES, Auth.BEARER),
  OLLAMA_SOCKET("/v1", Wire.RESPONSES, Auth.NONE);

  /** How a credential is sent. */
  enum Auth {
    NONE,
    BEARER,
    TOKEN,
    API_KEY,
    X_API_KEY
  }

  static final String KEY = "contract-key-0123456789";

  private final String base;
  private final Wire wire;
  private final Auth auth;

  Row(String base, Wire wire, Auth auth) {
    this.base = base;
    this.wire = wire;
    this.auth = auth;
  }

  Wire wire() {
    return wire;
  }

  /** Whether it runs on this machine, as local model servers do. */
  boolean local() {
    return !base.startsWith("http");
  }

  /** Whether calls go over a WebSocket. */
  boolean socket() {
    return name().contains("SOCKET");
  }

  /** Whether it is spoken to inside TLS. */
  boolean secure() {
    return base.startsWith("https:");
  }

  /** Whether a call streams that asks for a stream or does not. */
  boolean streams(boolean asked) {
    return asked || wire == Wire.ANTHROPIC;
  }

  String model() {
    return wire == Wire.ANTHROPIC ? "claude-sonnet-4-5" : "gpt-5";
  }

  /** The {@code provider} people write. */
  ProviderConfig.Builder config(Simulator sim) {
    Secret key = auth == Auth.NONE ? null : Secret.of(KEY);
    ProviderConfig.Builder config =
        ProviderConfig.builder(local() ? sim.baseUrl() + base : base)
            .type(type())
            .wireApi(wire == Wire.RESPONSES ? "responses" : "completions")
            .transport(socket() ? "websockets" : "")
            .azureApiVersion(azureVersion());
    return auth == Auth.TOKEN ? config.bearerToken(key) : config.apiKey(key);
  }

  private String type() {
    if (wire == Wire.ANTHROPIC) {
      return "anthropic";
    }
    boolean azure = name().startsWith("AZURE") && this != AZURE_PASTED;
    return azure || this == FOUNDRY_PROJECT ? "azure" : "openai";
  }

  private String azureVersion() {
    return switch (this) {
      case AZURE_DEPLOYMENT, AZURE_TOKEN -> "2024-10-21";
      case AZURE_DEPLOYMENT_RESPONSES -> "2025-03-01-preview";
      case AZURE_V1_PREVIEW, AZURE_V1_PREVIEW_RESPONSES -> "preview";
      default -> "";
    };
  }

  /** The path and query that must be asked. */
  String target() {
    return switch (this) {
      case OPENAI_COMPLETIONS,
          OPENAI_SECURE,
          OPENAI_PASTED,
          OLLAMA,
          FOUNDRY_LOCAL,
          VLLM,
          FOUNDRY_MODEL ->
          "/v1/chat/completions";
      case OPENAI_RESPONSES, OLLAMA_RESPONSES, VLLM_RESPONSES -> "/v1/responses";
      case OPENAI_SOCKET, OPENAI_SOCKET_SECURE, OLLAMA_SOCKET -> "/v1/responses";
      case AZURE_DEPLOYMENT, AZURE_PASTED, AZURE_TOKEN ->
          "/openai/deployments/gpt-5/chat/completions?api-version=2024-10-21";
      case AZURE_DEPLOYMENT_RESPONSES -> "/openai/responses?api-version=2025-03-01-preview";
      case AZURE_VERSIONLESS, FOUNDRY_COMPLETIONS -> "/openai/v1/chat/completions";
      case AZURE_VERSIONLESS_RESPONSES, FOUNDRY_RESPONSES -> "/openai/v1/responses";
      case AZURE_V1_PREVIEW -> "/openai/v1/chat/completions?api-version=preview";
      case AZURE_V1_PREVIEW_RESPONSES -> "/openai/v1/responses?api-version=preview";
      case FOUNDRY_PROJECT -> "/api/projects/p/openai/v1/responses";
      case FOUNDRY_ANTHROPIC -> "/anthropic/v1/messages";
      case ANTHROPIC, ANTHROPIC_V1, ANTHROPIC_TOKEN, ANTHROPIC_SECURE -> "/v1/messages";
      case LITELLM -> "/chat/completions";
      case GATEWAY -> "/team/v1/chat/completions?region=eu";
      case GATEWAY_RESPONSES -> "/team/v1/responses?region=eu";
      case GATEWAY_ANTHROPIC -> "/team/v1/messages?region=eu";
    };
  }

  /** The name of the server that must be asked; the simulator's own on this machine. */
  String host(Simulator sim) {
    String origin = local() ? sim.baseUrl() : base;
    return origin.replaceFirst("https?://([^/?]*).*", "$1");
  }

  /** The URL that failures name; {@code overSocket} as the attempt that failed was. */
  String shown(Simulator sim, boolean overSocket) {
    String scheme = (overSocket ? "ws" : "http") + (secure() ? "s" : "");
    return scheme + "://" + host(sim) + target().replace("region=eu", "region=***");
  }

  /** The one header that carries the credential; empty for none. */
  String authHeader() {
    return switch (auth) {
      case NONE -> "";
      case BEARER, TOKEN -> "authorization";
      case API_KEY -> "api-key";
      case X_API_KEY -> "x-api-key";
    };
  }

  String authValue() {
    return auth == Auth.BEARER || auth == Auth.TOKEN ? "Bearer " + KEY : KEY;
  }

  /** The field of the output limit. */
  String capField() {
    return switch (wire) {
      case RESPONSES -> "max_output_tokens";
      case ANTHROPIC -> "max_tokens";
      case COMPLETIONS, NONE -> newer() ? "max_completion_tokens" : "max_tokens";
    };
  }

  private boolean newer() {
    return base.contains("//api.openai.com") || base.contains("//r.openai.azure");
  }

  /** How this kind of server writes its errors. */
  ErrorShape errorShape() {
    return switch (this) {
      case VLLM, VLLM_RESPONSES -> ErrorShape.FLAT;
      case LITELLM -> ErrorShape.OPENAI;
      case GATEWAY -> ErrorShape.FASTAPI;
      case GATEWAY_RESPONSES -> ErrorShape.STRING;
      case FOUNDRY_MODEL -> ErrorShape.LIST;
      case FOUNDRY_LOCAL -> ErrorShape.TEXT;
      default -> name().startsWith("AZURE") ? ErrorShape.AZURE : ErrorShape.USUAL;
    };
  }
}
