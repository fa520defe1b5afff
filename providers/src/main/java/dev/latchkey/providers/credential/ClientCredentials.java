package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The OAuth 2 client credentials grant (RFC 6749, section 4.4). */
public record ClientCredentials(URI tokenUrl, Client client) implements Credential {

  /**
   * Who asks for what.
   *
   * @param scope null for the issuer's default
   * @param audience null for issuers that go by the scope
   */
  public record Client(
      String id, Secret secret, @Nullable String scope, @Nullable String audience) {}

  @Override
  public Grant obtain(TokenCalls calls) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", client.id());
    fields.put("client_secret", client.secret().reveal());
    if (client.scope() != null) {
      fields.put("scope", client.scope());
    }
    if (client.audience() != null) {
      fields.put("audience", client.audience());
    }
    return TokenReply.read(calls.form(tokenUrl, fields), tokenUrl, calls.now());
  }

  @Override
  public List<Secret> secrets() {
    return List.of(client.secret());
  }

  @Override
  public boolean renewable() {
    return true;
  }
}
