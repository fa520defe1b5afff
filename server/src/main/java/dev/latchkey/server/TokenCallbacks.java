package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Secret;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Providers whose token the client gives: {@code hasBearerTokenProvider}. Their configuration holds
 * a placeholder; before every model call the client is asked for the real token.
 */
final class TokenCallbacks {
  // Secrets compare by identity: the placeholder in the configuration is the key.
  private final Map<Secret, Source> sources = Collections.synchronizedMap(new WeakHashMap<>());

  /** A secret that stands for whatever the client answers when asked. */
  Secret placeholder(Connection client, String sessionId, String providerName) {
    Secret placeholder = Secret.of("placeholder");
    sources.put(placeholder, new Source(client, sessionId, providerName));
    return placeholder;
  }

  /** The provider, asking for tokens where the configuration holds a placeholder. */
  ModelProvider connect(ProviderConfig config, Function<ProviderConfig, ModelProvider> connect) {
    Secret token = config.bearerToken();
    Source source = token == null ? null : sources.get(token);
    return source == null ? connect.apply(config) : new Asking(config, source, connect);
  }

  private record Source(Connection client, String sessionId, String providerName) {

    Secret ask() {
      JsonNode params = Json.object().put("sessionId", sessionId).put("providerName", providerName);
      try {
        String token =
            client
                .peer()
                .request("providerToken.getToken", JsonBody.of(params))
                .path("token")
                .asText("");
        if (!token.isBlank()) {
          return Secret.of(token);
        }
        throw refused("The client gave an empty token for provider " + providerName);
      } catch (RpcException | IOException e) {
        throw refused(
            "The client gave no token for provider " + providerName + ": " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ModelException.Cancelled(
            CallFailure.of("Cancelled while waiting for a token", "Send the message again."));
      }
    }

    private static ModelException refused(String what) {
      return new ModelException.Authentication(
          CallFailure.of(what, "Look at the token callback of the client."));
    }
  }

  /** Connects anew for every call, with a fresh token. */
  private record Asking(
      ProviderConfig config, Source source, Function<ProviderConfig, ModelProvider> connect)
      implements ModelProvider {

    @Override
    public ModelStream stream(ModelRequest request, RetryListener listener) {
      return connect.apply(with(source.ask())).stream(request, listener);
    }

    private ProviderConfig with(Secret token) {
      return ProviderConfig.builder(config.baseUrl())
          .name(config.name())
          .type(config.type())
          .wireApi(config.wireApi())
          .azureApiVersion(config.azureApiVersion())
          .bearerToken(token)
          .headers(config.headers())
          .modelId(config.modelId())
          .wireModel(config.wireModel())
          .limits(config.limits())
          .build();
    }
  }
}
