package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.config.ProviderFields;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider as it is written in files and on the wire, with the field names of the public
 * BYOK page: {@code type}, {@code baseUrl}, {@code apiKey}, {@code bearerToken}, {@code wireApi},
 * {@code transport}, {@code azure.apiVersion}, {@code headers}, {@code modelId}, {@code wireModel},
 * {@code maxPromptTokens}, {@code maxOutputTokens}, {@code maxContextWindowTokens}, {@code
 * modelCapabilities}; {@code name} for a named provider; {@code latchkey} for ours, see {@link
 * ProviderFields}. Unknown fields are ignored.
 */
public final class ProviderJson {
  private ProviderJson() {}

  /**
   * The provider {@code json} describes; its values are checked when it is connected.
   *
   * @throws ModelException.InvalidRequest when a field has the wrong type or baseUrl is missing
   */
  public static ProviderConfig read(JsonNode json) {
    return read(json, ProviderFields.of(Map.of(), Path.of("")));
  }

  /**
   * {@link #read(JsonNode)} of a provider whose object {@code latchkey} refers to an environment.
   *
   * @param ours reads that object
   */
  public static ProviderConfig read(JsonNode json, ProviderFields ours) {
    if (!json.isObject()) {
      throw wrong("provider", "an object", json);
    }
    String baseUrl = text(json, "baseUrl");
    ProviderConfig.Builder config = ProviderConfig.builder(baseUrl == null ? "" : baseUrl);
    set(text(json, "name"), config::name);
    set(text(json, "type"), config::type);
    set(text(json, "wireApi"), config::wireApi);
    set(text(json, "transport"), config::transport);
    set(text(json, "apiKey"), key -> config.apiKey(Secret.of(key)));
    set(text(json, "bearerToken"), token -> config.bearerToken(Secret.of(token)));
    set(azureVersion(json), config::azureApiVersion);
    set(text(json, "modelId"), config::modelId);
    set(text(json, "wireModel"), config::wireModel);
    return ours.apply(json.path("latchkey"), config)
        .headers(headers(json.path("headers")))
        .capabilities(CapabilitiesJson.read(json.path("modelCapabilities")))
        .limits(
            new TokenLimits(
                tokens(json, "maxPromptTokens"),
                tokens(json, "maxOutputTokens"),
                tokens(json, "maxContextWindowTokens")))
        .build();
  }

  private static void set(@Nullable String value, Consumer<String> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static @Nullable String azureVersion(JsonNode json) {
    JsonNode azure = json.path("azure");
    if (azure.isMissingNode() || azure.isNull()) {
      return null;
    }
    if (!azure.isObject()) {
      throw wrong("azure", "an object", azure);
    }
    return text(azure, "apiVersion");
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(field, "a string", value);
    }
    return value.textValue();
  }

  private static @Nullable Integer tokens(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(field, "a whole number", value);
    }
    return value.intValue();
  }

  private static Map<String, String> headers(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return Map.of();
    }
    if (!json.isObject()) {
      throw wrong("headers", "an object of strings", json);
    }
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, JsonNode> header : json.properties()) {
      if (!header.getValue().isTextual()) {
        throw wrong("headers." + header.getKey(), "a string", header.getValue());
      }
      headers.put(header.getKey(), header.getValue().textValue());
    }
    return headers;
  }

  /** Names the shape only: the value may be a secret. */
  private static ModelException wrong(String field, String expected, JsonNode value) {
    String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: " + field + " must be " + expected + ", not " + found + ".",
            "Correct that field."));
  }
}
