package dev.latchkey.providers.credential;

import dev.latchkey.providers.ChildEnvironment;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credential that {@code COPILOT_PROVIDER_*} describe, the most specific first. A token given
 * as {@code BEARER_TOKEN} needs none; a command wins over {@code API_KEY}.
 */
public final class CredentialEnvironment {
  private static final String PREFIX = "COPILOT_PROVIDER_";

  private final Map<String, String> variables;

  private CredentialEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * The credential; null when there is none but a key or token as it is.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest when it is described by half
   */
  public static @Nullable CredentialCache read(Map<String, String> variables) {
    Credential credential = new CredentialEnvironment(variables).read();
    return credential == null ? null : CredentialCache.of(credential);
  }

  private @Nullable Credential read() {
    if (value("BEARER_TOKEN") != null) {
      return null;
    }
    String file = value("BEARER_TOKEN_FILE");
    if (file != null) {
      return Credential.file(Path.of(file), Form.BEARER);
    }
    String command = value("BEARER_TOKEN_COMMAND");
    if (command != null) {
      return Credential.command(command, ChildEnvironment.of(variables), Form.BEARER);
    }
    if (value("OIDC_TOKEN_URL") != null) {
      return clientCredentials();
    }
    String scope = value("ENTRA_SCOPE");
    if (scope != null) {
      return Credential.entra(scope, variables);
    }
    return key();
  }

  private @Nullable Credential key() {
    String command = value("API_KEY_COMMAND");
    if (command != null) {
      return Credential.command(command, ChildEnvironment.of(variables), Form.KEY);
    }
    String file = value("API_KEY_FILE");
    return file == null || value("API_KEY") != null
        ? null
        : Credential.file(Path.of(file), Form.KEY);
  }

  private Credential clientCredentials() {
    ClientCredentials.Client client =
        new ClientCredentials.Client(
            needed("OIDC_CLIENT_ID"),
            Secret.of(needed("OIDC_CLIENT_SECRET")),
            value("OIDC_SCOPE"),
            value("OIDC_AUDIENCE"));
    return Credential.clientCredentials(url("OIDC_TOKEN_URL"), client);
  }

  private String needed(String name) {
    String value = value(name);
    if (value == null) {
      throw CredentialErrors.invalid(
          "Environment: " + PREFIX + "OIDC_TOKEN_URL is set but " + PREFIX + name + " is not.",
          "Set " + PREFIX + name + ".");
    }
    return value;
  }

  private URI url(String name) {
    try {
      URI url = new URI(needed(name));
      if (url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw CredentialErrors.invalid(
        "Environment: " + PREFIX + name + " is no URL.", "Write it as https://host/path.");
  }

  private @Nullable String value(String name) {
    String text = variables.get(PREFIX + name);
    return text == null || text.isBlank() ? null : text.strip();
  }
}
