package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.credential.TokenCalls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a provider's configuration comes to, secrets included, as texts that can be compared. */
final class Effect {
  /** Signed with a key, so another one every time. */
  private static final Pattern ASSERTION = Pattern.compile("client_assertion=([^.]*)\\.[^,}]*");

  private Effect() {}

  /** Every part of {@code config} by name; the key or token as a call would get it. */
  static Map<String, String> of(ProviderConfig config) {
    Map<String, String> parts = new TreeMap<>();
    ProviderConfig used = config.replaceable();
    parts.put("type", used.type());
    parts.put("baseUrl", used.baseUrl());
    parts.put("wireApi", used.wireApi());
    parts.put("transport", used.transport().toString());
    parts.put("azureApiVersion", String.valueOf(used.azureApiVersion()));
    parts.put("credential", credential(used));
    parts.put("headers", new TreeMap<>(used.headers()).toString());
    parts.put("modelId", String.valueOf(used.modelId()));
    parts.put("wireModel", String.valueOf(used.wireModel()));
    parts.put("limits", used.limits().toString());
    parts.put("capabilities", used.capabilities().toString());
    parts.put("callLimits", used.callLimits().toString());
    parts.put("network", used.network().asTrusted().toString());
    parts.put("proxy", String.valueOf(used.network().proxy()));
    parts.put("extension", used.extension().toString());
    parts.put("askLimits", String.valueOf(used.extension().askLimits()));
    parts.put("compaction", String.valueOf(used.extension().compaction()));
    parts.put("extraBody", used.extension().extraBody().toString());
    parts.put("extraHeaders", used.extension().extraHeaders().toString());
    parts.put("extraQuery", used.extension().extraQuery().toString());
    return parts;
  }

  private static String credential(ProviderConfig config) {
    CredentialCache cache = config.credential();
    if (cache == null || cache.none()) {
      return "none";
    }
    Asked asked = new Asked();
    try {
      Grant grant = cache.grant(asked);
      return grant.form() + " " + grant.secret().reveal() + " " + asked.questions;
    } catch (ModelException failure) {
      return failure.failure().message();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes down what token endpoints are asked. */
  private static final class Asked implements TokenCalls {
    private final List<String> questions = new ArrayList<>();

    @Override
    public Instant now() {
      return Instant.parse("2026-01-01T00:00:00Z");
    }

    @Override
    public Duration limit() {
      return Duration.ofSeconds(5);
    }

    @Override
    public JsonNode get(URI url, Map<String, String> headers) {
      questions.add(url + " " + headers);
      return Json.object().put("access_token", "got").put("expires_in", 3600);
    }

    @Override
    public JsonNode form(URI url, Map<String, String> fields) {
      String text = new TreeMap<>(fields).toString();
      questions.add(url + " " + ASSERTION.matcher(text).replaceAll("assertion with head $1"));
      return Json.object().put("access_token", "got").put("expires_in", 3600);
    }
  }
}
