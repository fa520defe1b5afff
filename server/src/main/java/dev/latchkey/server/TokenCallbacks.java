package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.providers.credential.Credential;
import java.io.IOException;

/**
 * Providers whose token the client gives: {@code hasBearerTokenProvider}. The client is asked
 * before every request to the provider, so that caching is its own affair.
 */
final class TokenCallbacks {
  private TokenCallbacks() {}

  /** A credential that asks {@code client}. */
  static Credential of(Connection client, String sessionId, String providerName) {
    return Credential.callback(providerName, () -> ask(client, sessionId, providerName));
  }

  private static String ask(Connection client, String sessionId, String providerName)
      throws RpcException, IOException, InterruptedException {
    JsonNode params = Json.object().put("sessionId", sessionId).put("providerName", providerName);
    return client
        .peer()
        .request("providerToken.getToken", JsonBody.of(params))
        .path("token")
        .asText("");
  }
}
