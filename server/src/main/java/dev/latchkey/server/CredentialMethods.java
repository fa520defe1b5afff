package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant.Form;
import dev.latchkey.runtime.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another key or token for a provider that is in use, from the next attempt on. */
final class CredentialMethods {
  private static final List<String> SOURCES = List.of("apiKey", "bearerToken", "credential");

  private CredentialMethods() {}

  static @Nullable Method find(String name) {
    return name.equals("latchkey.credential.replace")
        ? Method.of(CredentialMethods::replace)
        : null;
  }

  private static JsonBody replace(Session session, Call call) {
    ProviderConfig provider = provider(session, call.params().textOrNull("provider"));
    // whoever brought it, it was made replaceable when it was read
    CredentialCache credential = Objects.requireNonNull(provider.credential());
    if (call.server().setup().arguments().egress().untrusted()
        && call.server().defaults().shares(credential)) {
      throw new IllegalArgumentException(
          "Provider \""
              + provider.name()
              + "\" belongs to this server: its key is not for clients.");
    }
    credential.replace(source(call));
    ObjectNode result = Json.object().put("provider", provider.name());
    return JsonBody.of(result);
  }

  private static ProviderConfig provider(Session session, @Nullable String name) {
    if (name == null) {
      return session.models().place(null).provider();
    }
    return session
        .models()
        .registry()
        .provider(name)
        .orElseGet(() -> {
          ProviderConfig current =
              session.models().registry().isEmpty()
                  ? session.models().place(null).provider()
                  : null;
          if (current == null || !current.name().equals(name)) {
            throw unknown(session, name, current);
          }
          return current;
        });
  }

  private static IllegalArgumentException unknown(
      Session session, String name, @Nullable ProviderConfig current) {
    List<String> names =
        new ArrayList<>(
            session.models().registry().providers().stream().map(p -> p.name()).toList());
    if (current != null) {
      names.add(current.name());
    }
    return new IllegalArgumentException(
        "The session has no provider \"" + name + "\". It has: " + String.join(", ", names) + ".");
  }

  private static Credential source(Call call) {
    Params params = call.params();
    List<String> given = SOURCES.stream().filter(params::has).toList();
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "latchkey.credential.replace takes exactly one of " + String.join(", ", SOURCES) + ".");
    }
    return switch (given.getFirst()) {
      case "apiKey" -> Credential.fixed(secret(params, "apiKey"), Form.KEY);
      case "bearerToken" -> Credential.fixed(secret(params, "bearerToken"), Form.BEARER);
      default -> call.server().setup().providerFields().credential(params.raw("credential"));
    };
  }

  private static Secret secret(Params params, String field) {
    Secret secret = Secret.of(params.text(field));
    if (secret.blank()) {
      throw new IllegalArgumentException("parameter '" + field + "' is empty");
    }
    return secret;
  }
}
