package dev.latchkey.providers.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.CallLimits;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.credential.Credential;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.net.AllowedServers;
import dev.latchkey.providers.net.NetworkOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object {@code latchkey} of a provider: {@code credential}, {@code network}, {@code
 * egress}, {@code limits} and the {@link Extension}. The one reader for all the ways there are to
 * configure one.
 */
public final class ProviderFields {
  private static final List<String> OF_THE_OPERATOR = List.of("credential", "network");

  private final Map<String, String> variables;
  private final Path base;
  private final boolean trusted;

  private ProviderFields(Map<String, String> variables, Path base, boolean trusted) {
    this.variables = variables;
    this.base = base;
    this.trusted = trusted;
  }

  /**
   * For people who may use what whoever runs this process may use.
   *
   * @param variables the environment that credentials and their commands see
   * @param base where relative paths begin
   */
  public static ProviderFields of(Map<String, String> variables, Path base) {
    return new ProviderFields(variables, base, true);
  }

  /**
   * For strangers: they may name no file, command, variable, identity, token server or proxy, all
   * of which are reached as whoever runs this process.
   */
  public static ProviderFields ofStrangers() {
    return new ProviderFields(Map.of(), Path.of(""), false);
  }

  /**
   * Puts what {@code latchkey} says into {@code config}; a missing one or null says nothing.
   *
   * @throws ModelException.InvalidRequest naming the field that is wrong
   * @throws ModelException.Permission naming the field that strangers may not use
   */
  public ProviderConfig.Builder apply(JsonNode latchkey, ProviderConfig.Builder config) {
    ConfigNode fields = ConfigNode.of(latchkey, "latchkey");
    requireTrust(fields);
    if (fields.has("credential")) {
      config.credential(CredentialCache.of(credential(latchkey.path("credential"))));
    }
    CallLimits limits = LimitFields.read(fields.object("limits"));
    return config.network(network(fields)).callLimits(limits).extension(Extension.read(latchkey));
  }

  private static void refuse(String field) {
    throw new ModelException.Permission(
        CallFailure.of(
            "Provider configuration: latchkey." + field + " is not for clients of this server.",
            "Send a key or token itself, as apiKey or bearerToken; the rest is up to whoever runs"
                + " the server."));
  }

  private void requireTrust(ConfigNode fields) {
    if (!trusted) {
      OF_THE_OPERATOR.stream().filter(fields::has).forEach(ProviderFields::refuse);
    }
  }

  /**
   * The source that the object {@code credential} describes.
   *
   * @throws ModelException.InvalidRequest naming the field that is wrong
   * @throws ModelException.Permission for strangers
   */
  public Credential credential(JsonNode credential) {
    if (!trusted) {
      refuse("credential");
    }
    return new CredentialFields(variables, base)
        .read(ConfigNode.of(credential, "latchkey.credential"));
  }

  private NetworkOptions network(ConfigNode fields) {
    ConfigNode network = fields.object("network");
    return new NetworkOptions(
            network.textOrNull("proxy"),
            path(network, "caFile"),
            path(network, "clientCertFile"),
            path(network, "clientKeyFile"))
        .with(AllowedServers.read(fields.node().path("egress")))
        .withConnect(LimitFields.connect(fields.object("limits")));
  }

  private @Nullable Path path(ConfigNode network, String field) {
    String text = network.textOrNull(field);
    return text == null ? null : base.resolve(text);
  }
}
