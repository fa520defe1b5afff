package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import dev.latchkey.providers.net.ClientCertificate;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
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
    String certificate = variables.value(Certificate.VARIABLE);
    if (tenant != null && client != null && certificate != null) {
      return new Certificate(
          variables.tokenUrl(tenant),
          client,
          scope,
          new CertificateFile(Certificate.VARIABLE, Path.of(certificate)),
          variables.flag("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"));
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

  /**
   * The first way that {@code environment} describes; null when it describes none. That of a
   * virtual machine leaves no trace there.
   */
  static @Nullable Credential described(String scope, Map<String, String> environment) {
    Credential first = of(scope, environment);
    boolean guess = first instanceof VirtualMachine;
    boolean told = new Variables(environment).value("AZURE_POD_IDENTITY_AUTHORITY_HOST") != null;
    return guess && !told ? null : first;
  }

  @Override
  default boolean renewable() {
    return true;
  }

  /**
   * A certificate together with its key.
   *
   * @param field where it was named, for messages
   * @param path PEM; read anew for every token
   */
  record CertificateFile(String field, Path path) {}

  /**
   * A registered application that proves who it is with a certificate.
   *
   * @param withChain whether the certificates themselves are sent
   */
  record Certificate(
      URI tokenUrl, String clientId, String scope, CertificateFile file, boolean withChain)
      implements Entra {
    /** Names the file in the environment. */
    static final String VARIABLE = "AZURE_CLIENT_CERTIFICATE_PATH";

    @Override
    public Grant obtain(TokenCalls calls) {
      ClientCertificate certificate =
          ClientCertificate.read(file.field(), file.path(), file.field(), file.path());
      requireRsa(certificate);
      String assertion =
          ClientAssertion.of(certificate, clientId, tokenUrl, calls.now(), withChain);
      return asserted(calls, tokenUrl, clientId, scope, Secret.of(assertion));
    }

    private void requireRsa(ClientCertificate certificate) {
      if (!(certificate.key() instanceof RSAPrivateKey)) {
        throw CredentialErrors.invalid(
            file.field()
                + ": the key is "
                + certificate.key().getAlgorithm()
                + ", and Entra ID takes RSA keys.",
            "Make a certificate with an RSA key and upload it to the application.");
      }
    }
  }

  /**
   * A certificate that configuration names, for what {@code environment} says otherwise.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest without tenant or application
   */
  static Credential certificate(
      String scope, CertificateFile file, boolean withChain, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new Certificate(
        variables.tokenUrl(variables.needed("AZURE_TENANT_ID", "tenantId")),
        variables.needed("AZURE_CLIENT_ID", "clientId"),
        scope,
        file,
        withChain);
  }

  /**
   * An application with a secret that configuration gives, likewise.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest without tenant or application
   */
  static Credential secret(String scope, Secret secret, Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new ClientCredentials(
        variables.tokenUrl(variables.needed("AZURE_TENANT_ID", "tenantId")),
        new ClientCredentials.Client(
            variables.needed("AZURE_CLIENT_ID", "clientId"), secret, scope, null));
  }

  private static Grant asserted(
      TokenCalls calls, URI tokenUrl, String client, String scope, Secret assertion) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", client);
    fields.put("scope", scope);
    fields.put("client_assertion_type", ClientAssertion.TYPE);
    fields.put("client_assertion", assertion.reveal());
    return TokenReply.read(calls.form(tokenUrl, fields), tokenUrl, calls.now());
  }

  /** A Kubernetes service account, exchanged for a token of the application it stands for. */
  record WorkloadIdentity(URI tokenUrl, String clientId, String scope, Path tokenFile)
      implements Entra {
    @Override
    public Grant obtain(TokenCalls calls) {
      return asserted(calls, tokenUrl, clientId, scope, SecretFile.read(tokenFile));
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

    String needed(String name, String field) {
      String value = value(name);
      if (value == null) {
        throw CredentialErrors.invalid(
            "Provider configuration: latchkey.credential.entra." + field + " is missing.",
            "Set it, or the environment variable " + name + ".");
      }
      return value;
    }

    /** Without their values. */
    @Override
    public String toString() {
      return "Variables" + environment.keySet();
    }

    boolean flag(String name) {
      String value = value(name);
      return value != null && (value.equalsIgnoreCase("true") || value.equals("1"));
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
