package dev.latchkey.providers.credential;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.Grant.Form;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place keys or tokens come from. Knows how to get one and nothing about keeping it: that is the
 * {@link CredentialCache}'s part.
 */
public sealed interface Credential
    permits FixedSecret, SecretFile, SecretCommand, TokenCallback, ClientCredentials, Entra {

  /**
   * A key or token, got anew. Blocks; interruption cancels.
   *
   * @throws ModelException.Authentication when there is none, saying why and what to do
   */
  Grant obtain(TokenCalls calls) throws InterruptedException;

  /** Whether asking again may give another one. */
  boolean renewable();

  /** Secrets it is configured with, beside those it gives. */
  default List<Secret> secrets() {
    return List.of();
  }

  /**
   * How long {@link #obtain} may take before it counts as failed; null for what holds for all
   * sources of the provider ({@link TokenCalls#limit}).
   */
  default @Nullable Duration limit() {
    return null;
  }

  /** A key or token that stays as it is. */
  static Credential fixed(Secret secret, Form form) {
    return new FixedSecret(secret, form, "the configuration");
  }

  /**
   * The value of a variable.
   *
   * @throws ModelException.InvalidRequest when it is not set
   */
  static Credential environment(String name, Map<String, String> variables, Form form) {
    return FixedSecret.ofVariable(name, variables, form);
  }

  /** The content of a file, read anew for every call, so that rotation needs no restart. */
  static Credential file(Path file, Form form) {
    return new SecretFile(file, form);
  }

  /**
   * What a shell command prints. It runs again when its output is refused, expires (a JWT says
   * when) or is five minutes old.
   *
   * @param environment the variables the command sees
   */
  static Credential command(String command, Map<String, String> environment, Form form) {
    return new SecretCommand(command, environment, form, null);
  }

  /** {@link #command} with a time limit of its own; null for that of the provider. */
  static Credential command(
      String command, Map<String, String> environment, Form form, @Nullable Duration limit) {
    return new SecretCommand(command, environment, form, limit);
  }

  /** A bearer token that {@code callback} is asked for before every call. */
  static Credential callback(String providerName, TokenCallback.Question callback) {
    return new TokenCallback(providerName, callback, null);
  }

  /** {@link #callback} with a time limit of its own. */
  static Credential callback(String providerName, TokenCallback.Question callback, Duration limit) {
    return new TokenCallback(providerName, callback, limit);
  }

  /** A token of an OAuth 2 client: the client credentials grant at {@code tokenUrl}. */
  static Credential clientCredentials(URI tokenUrl, ClientCredentials.Client client) {
    return new ClientCredentials(tokenUrl, client);
  }

  /**
   * A token of Microsoft Entra ID, in the first way {@code environment} describes: a client secret
   * ({@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_ID}, {@code AZURE_CLIENT_SECRET}), a certificate
   * ({@code AZURE_CLIENT_CERTIFICATE_PATH}), a workload identity ({@code
   * AZURE_FEDERATED_TOKEN_FILE}), else the managed identity of App Service ({@code
   * IDENTITY_ENDPOINT}) or of the virtual machine.
   *
   * @param scope what the token is for, {@link Entra#SCOPE} for Azure OpenAI and Foundry
   */
  static Credential entra(String scope, Map<String, String> environment) {
    return Entra.of(scope, environment);
  }
}
