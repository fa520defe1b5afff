package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.protocol.RpcException;
import dev.latchkey.providers.CallTarget;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.runtime.ModelPlace;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods about the providers of a session. */
final class ProviderMethods {
  private static final String ENDPOINT_ALLOWED = "COPILOT_ALLOW_GET_PROVIDER_ENDPOINT";

  private ProviderMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.provider.add" -> Method.of(ProviderMethods::add);
      case "session.provider.getEndpoint" -> Method.of(ProviderMethods::endpoint);
      default -> null;
    };
  }

  private static JsonBody add(Session session, Call call) throws RpcException {
    StrangerCheck.providers(call);
    ProviderReader reader =
        new ProviderReader(
            call.params(),
            name -> TokenCallbacks.of(call.connection(), session.id(), name),
            call.server().setup().providerFields());
    List<ProviderConfig> providers = reader.providers();
    ModelRegistry before = session.models().registry();
    refuseDuplicates(before, providers);
    List<RegisteredModel> models = reader.models(before.plus(providers, List.of()));
    session.models().add(providers, models);
    return Methods.field("models", SessionModels.entries(models, call));
  }

  private static void refuseDuplicates(ModelRegistry before, List<ProviderConfig> providers)
      throws RpcException {
    Set<String> names = new HashSet<>();
    for (ProviderConfig provider : providers) {
      if (before.provider(provider.name()).isPresent() || !names.add(provider.name())) {
        throw new RpcException(
            RpcException.INVALID_PARAMS,
            "Duplicate BYOK provider name \"" + provider.name() + "\".");
      }
    }
  }

  /** Gives away a key, so the operator must have allowed it. */
  private static JsonBody endpoint(Session session, Call call) {
    if (!"true".equals(call.server().setup().variable(ENDPOINT_ALLOWED))) {
      throw new IllegalArgumentException(
          "session.provider.getEndpoint is not allowed here: start the server with "
              + ENDPOINT_ALLOWED
              + "=true");
    }
    ModelPlace place = session.models().place(call.params().textOrNull("modelId"));
    CallTarget target = Providers.target(place.provider(), place.wireModel());
    ObjectNode result = Json.object().put("type", target.type());
    if (!target.type().equals("anthropic")) {
      result.put("wireApi", target.wireApi());
    }
    result
        .put("transport", place.provider().transport().wireName())
        .put("baseUrl", target.baseUrl());
    ObjectNode headers = Json.object();
    place.provider().headers().forEach(headers::put);
    CredentialCache credential = place.provider().credential();
    if (credential != null) {
      credential.fixed().ifPresent(grant -> putGrant(result, headers, grant));
    } else {
      putKey(result, headers, place.provider());
    }
    result.set("headers", headers);
    ObjectNode ours = result.putObject("latchkey").put("url", target.url());
    if (!target.corrections().isEmpty()) {
      target.corrections().forEach(ours.putArray("corrections")::add);
    }
    return JsonBody.of(result);
  }

  /** What a call would send: a token, which wins, or the key. */
  private static void putKey(ObjectNode result, ObjectNode headers, ProviderConfig provider) {
    Secret token = provider.bearerToken();
    Secret key = provider.apiKey();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token.reveal());
    } else if (key != null) {
      result.put("apiKey", key.reveal());
    }
  }

  private static void putGrant(ObjectNode result, ObjectNode headers, Grant grant) {
    switch (grant.form()) {
      case KEY -> result.put("apiKey", grant.secret().reveal());
      // it stands in the address, which is shown without it
      case BASIC -> {}
      case BEARER -> headers.put("Authorization", "Bearer " + grant.secret().reveal());
    }
  }
}
