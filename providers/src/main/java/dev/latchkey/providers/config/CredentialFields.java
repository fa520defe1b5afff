package dev.latchkey.providers.config;

import dev.latchkey.providers.ChildEnvironment;
import dev.latchkey.providers.Secret;
import dev.latchkey.providers.credential.ClientCredentials;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.Entra;
import dev.latchkey.providers.credential.Grant.Form;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object {@code credential}: one of five sources of keys or tokens. */
record CredentialFields(Map<String, String> variables, Path base) {
  private static final List<String> SOURCES = List.of("env", "file", "command", "oidc", "entra");

  Credential read(ConfigNode fields) {
    String source = fields.only(SOURCES);
    Form form = form(fields, source);
    return switch (source) {
      case "env" -> Credential.environment(fields.text("env"), variables, form);
      case "file" -> Credential.file(base.resolve(fields.text("file")), form);
      case "command" -> command(fields, form);
      case "oidc" -> clientCredentials(fields.object("oidc"));
      default -> entra(fields.object("entra"));
    };
  }

  private Credential command(ConfigNode fields, Form form) {
    return Credential.command(
        fields.text("command"),
        ChildEnvironment.of(variables),
        form,
        fields.time("timeoutSeconds"));
  }

  /** Where a key is meant unless it is said to be a token; identities only ever give tokens. */
  private static Form form(ConfigNode fields, String source) {
    boolean identity = source.equals("oidc") || source.equals("entra");
    String form = fields.textOrNull("form");
    if (form == null) {
      return identity ? Form.BEARER : Form.KEY;
    }
    if (form.equals("token")) {
      return Form.BEARER;
    }
    if (!form.equals("key")) {
      throw ConfigNode.invalid(fields.path() + ".form", "must be \"key\" or \"token\"");
    }
    if (identity) {
      throw ConfigNode.invalid(
          fields.path() + ".form", "is \"key\", but " + source + " gives tokens");
    }
    return Form.KEY;
  }

  private static Credential clientCredentials(ConfigNode oidc) {
    return Credential.clientCredentials(
        url(oidc),
        new ClientCredentials.Client(
            oidc.text("clientId"),
            Secret.of(oidc.text("clientSecret")),
            oidc.textOrNull("scope"),
            oidc.textOrNull("audience")));
  }

  private static URI url(ConfigNode oidc) {
    try {
      URI url = new URI(oidc.text("tokenUrl"));
      if (url.getHost() != null && url.getScheme() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw ConfigNode.invalid(oidc.path() + ".tokenUrl", "must be a URL, https://host/path");
  }

  /** What is given here stands in for the variables of Azure's platforms. */
  private Credential entra(ConfigNode entra) {
    Map<String, String> seen = new HashMap<>(variables);
    put(seen, "AZURE_TENANT_ID", entra.textOrNull("tenantId"));
    put(seen, "AZURE_CLIENT_ID", entra.textOrNull("clientId"));
    String secret = entra.textOrNull("clientSecret");
    String certificate = entra.textOrNull("certificateFile");
    boolean withChain = entra.flag("sendCertificateChain");
    String given = entra.textOrNull("scope");
    String scope = given == null ? Entra.SCOPE : given;
    if (secret != null && certificate != null) {
      throw ConfigNode.invalid(
          entra.path(), "must have at most one of clientSecret and certificateFile");
    }
    if (secret != null) {
      return Entra.secret(scope, Secret.of(secret), seen);
    }
    if (certificate == null) {
      return Credential.entra(scope, seen);
    }
    Entra.CertificateFile file =
        new Entra.CertificateFile(entra.path() + ".certificateFile", base.resolve(certificate));
    return Entra.certificate(scope, file, withChain, seen);
  }

  /** Without the values of variables. */
  @Override
  public String toString() {
    return "CredentialFields[" + base + "]";
  }

  private static void put(Map<String, String> seen, String name, @Nullable String value) {
    if (value != null) {
      seen.put(name, value);
    }
  }
}
