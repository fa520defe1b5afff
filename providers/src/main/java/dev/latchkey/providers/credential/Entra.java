package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identities that Azure gives to what runs in it, by the variables and endpoints its platforms
 * document. A registered application with a secret is a {@link ClientCredentials}.
 */
public sealed interface Entra extends Credential {
  /** Azure OpenAI and Foundry. */
  String SCOPE = "https://cognitiveservices.azure.com/.default";

  /** The first way that {@code environment} describes. */
  static Credential of(String scope, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    String tenant = variables.value("AZURE_TENANT_ID");
    String client = variables.value("AZURE_CLIENT_ID");
    String secret = variables.value("AZURE_CLIENT_SECRET");
    String tokenFile = variables.value("AZURE_FEDERATED_TOKEN_FILE");
    if (tenant != null && client != null && secret != null) {
      return new ClientCredentials(
          variables.tokenUrl(tenant),
          new ClientCredentials.Client(client, Secret.of(secret), scope, null));
    }
    if (tenant != null && client != null && tokenFile != null) {
      return new WorkloadIdentity(variables.tokenUrl(tenant), client, scope, Path.of(tokenFile));
    }
    String resource = scope.replaceFirst("/\\.default$", "");
    String appService = variables.value("IDENTITY_ENDPOINT");
    String header = variables.value("IDENTITY_HEADER");
    return appService != null && header != null
        ? new AppService(URI.create(appService), Secret.of(header), resource, client)
        : new VirtualMachine(variables.metadataHost(), resource, client);
  }

  @Override
  default boolean renewable() {
    return true;
  }

  /** A Kubernetes service account, exchanged for a token of the application it stands for. */
  record WorkloadIdentity(URI tokenUrl, String clientId, String scope, Path tokenFile)
      implements Entra {
    private static final String ASSERTION =
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Grant obtain(TokenCalls calls) {
      Map<String, String> fields = new TreeMap<>();
      fields.put("grant_type", "client_credentials");
      fields.put("client_id", clientId);
      fields.put("scope", scope);
      fields.put("client_assertion_type", ASSERTION);
      fields.put("client_assertion", SecretFile.read(tokenFile).reveal());
      return TokenReply.read(calls.form(tokenUrl, fields), tokenUrl, calls.now());
    }
  }

  /**
   * The managed identity of App Service, Functions and Container Apps.
   *
   * @param clientId null for the identity the system assigned
   */
  record AppService(URI endpoint, Secret header, String resource, @Nullable String clientId)
      implements Entra {
    @Override
    public Grant obtain(TokenCalls calls) {
      URI url = asked(endpoint.toString(), "2019-08-01", resource, clientId);
      Map<String, String> headers = Map.of("x-identity-header", header.reveal());
      return TokenReply.read(calls.get(url, headers), url, calls.now());
    }

    @Override
    public List<Secret> secrets() {
      return List.of(header);
    }
  }

  /**
   * The managed identity of a virtual machine or AKS node, from its metadata service.
   *
   * @param clientId null for the identity the system assigned
   */
  record VirtualMachine(String host, String resource, @Nullable String clientId) implements Entra {
    @Override
    public Grant obtain(TokenCalls calls) {
      URI url = asked(host + "/metadata/identity/oauth2/token", "2018-02-01", resource, clientId);
      return TokenReply.read(calls.get(url, Map.of("metadata", "true")), url, calls.now());
    }
  }

  private static URI asked(
      String base, String version, String resource, @Nullable String clientId) {
    String query = "?api-version=" + version + "&resource=" + encoded(resource);
    return URI.create(base + query + (clientId == null ? "" : "&client_id=" + encoded(clientId)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The variables Azure's platforms set. */
  record Variables(Map<String, String> environment) {
    @Nullable String value(String name) {
      String value = environment.get(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    URI tokenUrl(String tenant) {
      String host = value("AZURE_AUTHORITY_HOST");
      String authority = host == null ? "https://login.microsoftonline.com" : host;
      return URI.create(authority.replaceFirst("/+$", "") + "/" + tenant + "/oauth2/v2.0/token");
    }

    String metadataHost() {
      String host = value("AZURE_POD_IDENTITY_AUTHORITY_HOST");
      return host == null ? "http://169.254.169.254" : host.replaceFirst("/+$", "");
    }
  }
}
