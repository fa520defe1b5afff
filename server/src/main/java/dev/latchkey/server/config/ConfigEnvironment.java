package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which variable stands for which field of a provider. */
public final class ConfigEnvironment {
  private static final String PREFIX = "COPILOT_PROVIDER_";
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("BASE_URL", "baseUrl");
    FIELDS.put("TYPE", "type");
    FIELDS.put("API_KEY", "apiKey");
    FIELDS.put("BEARER_TOKEN", "bearerToken");
    FIELDS.put("WIRE_API", "wireApi");
    FIELDS.put("TRANSPORT", "transport");
    FIELDS.put("AZURE_API_VERSION", "azure.apiVersion");
    FIELDS.put("HEADERS", "headers");
    FIELDS.put("MODEL_ID", "modelId");
    FIELDS.put("WIRE_MODEL", "wireModel");
    FIELDS.put("MAX_PROMPT_TOKENS", "maxPromptTokens");
    FIELDS.put("MAX_OUTPUT_TOKENS", "maxOutputTokens");
    FIELDS.put("MAX_CONTEXT_WINDOW_TOKENS", "maxContextWindowTokens");
    FIELDS.put("MODEL_CAPABILITIES", "modelCapabilities");
    FIELDS.put("API_KEY_COMMAND", "latchkey.credential.command");
    FIELDS.put("BEARER_TOKEN_COMMAND", "latchkey.credential.command");
    FIELDS.put("API_KEY_FILE", "latchkey.credential.file");
    FIELDS.put("BEARER_TOKEN_FILE", "latchkey.credential.file");
    FIELDS.put("OIDC_TOKEN_URL", "latchkey.credential.oidc.tokenUrl");
    FIELDS.put("OIDC_CLIENT_ID", "latchkey.credential.oidc.clientId");
    FIELDS.put("OIDC_CLIENT_SECRET", "latchkey.credential.oidc.clientSecret");
    FIELDS.put("OIDC_SCOPE", "latchkey.credential.oidc.scope");
    FIELDS.put("OIDC_AUDIENCE", "latchkey.credential.oidc.audience");
    FIELDS.put("ENTRA_SCOPE", "latchkey.credential.entra.scope");
    FIELDS.put("BETAS", "latchkey.betas");
    FIELDS.put("CACHE_TTL", "latchkey.cacheTtl");
    FIELDS.put("SERVICE_TIER", "latchkey.serviceTier");
    FIELDS.put("PROXY", "latchkey.network.proxy");
    FIELDS.put("CA_FILE", "latchkey.network.caFile");
    FIELDS.put("CLIENT_CERT_FILE", "latchkey.network.clientCertFile");
    FIELDS.put("CLIENT_KEY_FILE", "latchkey.network.clientKeyFile");
  }

  private ConfigEnvironment() {}

  /**
   * What a variable says.
   *
   * @param text masked where it is or may be a secret
   */
  public record Said(String variable, String text) {}

  /** By field, {@code model} or {@code provider.baseUrl}, what variables say. */
  public static Map<String, Said> read(Map<String, String> environment) {
    Map<String, Said> said = new LinkedHashMap<>();
    put(said, environment, "COPILOT_MODEL", "model");
    FIELDS.forEach((name, field) -> put(said, environment, PREFIX + name, "provider." + field));
    String beyond = environment.getOrDefault(PREFIX + "LATCHKEY", "");
    if (!beyond.isBlank()) {
      leaves(said, "provider.latchkey", beyond(beyond));
    }
    return said;
  }

  private static void put(
      Map<String, Said> said, Map<String, String> environment, String variable, String key) {
    String value = environment.getOrDefault(variable, "").strip();
    if (!value.isEmpty()) {
      String shown = ConfigMask.shown(key, TextNode.valueOf(value), null);
      said.putIfAbsent(key, new Said(variable, shown));
    }
  }

  private static JsonNode beyond(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // said when the provider is used
      return Json.object();
    }
  }

  private static void leaves(Map<String, Said> said, String key, JsonNode value) {
    if (value.isObject() && !value.isEmpty()) {
      value.properties().forEach(f -> leaves(said, key + "." + f.getKey(), f.getValue()));
    } else {
      String shown = ConfigMask.shown(key, value, null);
      said.putIfAbsent(key, new Said(PREFIX + "LATCHKEY", shown));
    }
  }
}
