package dev.latchkey.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.latchkey.providers.catalogue.CapabilitiesJson;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.CredentialEnvironment;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The provider that environment variables describe, for sessions that bring none: {@code
 * COPILOT_PROVIDER_*} and {@code COPILOT_MODEL}, among them {@code COPILOT_PROVIDER_LATCHKEY} with
 * the object {@code latchkey} for all that has no variable of its own; else the OpenAI-compatible
 * server at {@code COPILOT_API_URL} with the token from {@code COPILOT_SDK_AUTH_TOKEN} or {@code
 * GITHUB_TOKEN}.
 */
public final class ProviderEnvironment {
  /** Names an OpenAI-compatible server that is used when no provider is described. */
  public static final String API_URL = "COPILOT_API_URL";

  private static final String PREFIX = "COPILOT_PROVIDER_";

  private final Map<String, String> variables;

  private ProviderEnvironment(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * A provider and the model to use with it.
   *
   * @param model null when the environment names none; sessions must then name theirs
   * @param source the variable that decided, for messages
   */
  public record Default(ProviderConfig config, @Nullable String model, String source) {}

  /**
   * What {@code variables} describe; empty when nothing is set.
   *
   * @throws ModelException.InvalidRequest when it is set by half, or a value is wrong
   */
  public static Optional<Default> read(Map<String, String> variables) {
    return new ProviderEnvironment(variables).read();
  }

  private Optional<Default> read() {
    String baseUrl = value(PREFIX + "BASE_URL");
    if (baseUrl != null) {
      return Optional.of(provider(baseUrl));
    }
    for (String name : new TreeSet<>(variables.keySet())) {
      if (name.startsWith(PREFIX) && value(name) != null) {
        throw invalid(
            name + " is set but " + PREFIX + "BASE_URL is not.",
            "Set " + PREFIX + "BASE_URL to the provider's address, or unset " + name + ".");
      }
    }
    String apiUrl = value(API_URL);
    return apiUrl == null ? Optional.empty() : Optional.of(compatible(apiUrl));
  }

  private Default provider(String baseUrl) {
    String modelId = value(PREFIX + "MODEL_ID");
    String wireModel = value(PREFIX + "WIRE_MODEL");
    String model = value("COPILOT_MODEL");
    ProviderConfig beyond = beyond(baseUrl);
    ProviderConfig config =
        beyond
            .with()
            .type(or(value(PREFIX + "TYPE"), "openai"))
            .wireApi(or(value(PREFIX + "WIRE_API"), "completions"))
            .transport(value(PREFIX + "TRANSPORT"))
            .azureApiVersion(value(PREFIX + "AZURE_API_VERSION"))
            .apiKey(secret(PREFIX + "API_KEY"))
            .bearerToken(secret(PREFIX + "BEARER_TOKEN"))
            .headers(headers(or(value(PREFIX + "HEADERS"), "")))
            .modelId(modelId)
            // a catalogue id says how the model behaves, COPILOT_MODEL what to call
            .wireModel(wireModel == null && modelId != null ? model : wireModel)
            .limits(limits())
            .capabilities(CapabilitiesJson.read(json("MODEL_CAPABILITIES", "{\"supports\":{}}")))
            .extension(beyond.extension().with(wireOptions(beyond.extension().wire())))
            .build();
    String shown = model != null ? model : modelId != null ? modelId : wireModel;
    return new Default(config, shown, PREFIX + "BASE_URL");
  }

  /** What has a variable of its own wins over the same field in the variable for all the rest. */
  private ProviderConfig beyond(String baseUrl) {
    ProviderConfig said =
        ProviderFields.of(variables, Path.of(""))
            .apply(json("LATCHKEY", "{\"extraBody\":{}}"), ProviderConfig.builder(baseUrl))
            .build();
    CredentialCache own = CredentialEnvironment.read(variables);
    boolean fixed = value(PREFIX + "API_KEY") != null || value(PREFIX + "BEARER_TOKEN") != null;
    return said.with()
        .credential(own != null || fixed ? own : said.credential())
        .network(network(said.network()))
        .build();
  }

  private Default compatible(String apiUrl) {
    Secret token = secret("COPILOT_SDK_AUTH_TOKEN");
    ProviderConfig config =
        ProviderConfig.builder(apiUrl)
            .bearerToken(token == null ? secret("GITHUB_TOKEN") : token)
            .network(NetworkOptions.DEFAULT.asTrusted())
            .build();
    return new Default(config, value("COPILOT_MODEL"), API_URL);
  }

  /** Lines {@code name: value}; a line break may be written as {@code \n}; the last one wins. */
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new HashMap<>();
    for (String line : text.replace("\\n", "\n").lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.substring(0, colon).isBlank()) {
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      } else if (!line.isBlank()) {
        throw invalid(
            PREFIX + "HEADERS has a line that is not \"name: value\".",
            "Write one header per line, name and value separated by a colon.");
      }
    }
    return headers;
  }

  private NetworkOptions network(NetworkOptions said) {
    String proxy = value(PREFIX + "PROXY");
    return new NetworkOptions(
        proxy == null ? said.proxy() : proxy,
        path("CA_FILE", said.caFile()),
        path("CLIENT_CERT_FILE", said.clientCertificate()),
        path("CLIENT_KEY_FILE", said.clientKey()),
        said.egress(),
        true,
        said.connect());
  }

  private @Nullable Path path(String name, @Nullable Path otherwise) {
    String text = value(PREFIX + name);
    return text == null ? otherwise : Path.of(text);
  }

  /** The field of a provider that a variable holds as JSON. */
  private JsonNode json(String name, String example) {
    String text = value(PREFIX + name);
    if (text == null) {
      return MissingNode.getInstance();
    }
    JsonNode tree = WireJson.tree(Slice.of(text.getBytes(StandardCharsets.UTF_8)));
    if (tree == null) {
      throw invalid(
          PREFIX + name + " is no JSON.",
          "Set it to an object as the field of a provider has it, for example " + example + ".");
    }
    return tree;
  }

  private WireOptions wireOptions(WireOptions said) {
    List<String> betas =
        Arrays.stream(or(value(PREFIX + "BETAS"), "").split(",", -1))
            .map(String::strip)
            .filter(beta -> !beta.isEmpty())
            .toList();
    String lifetime = value(PREFIX + "CACHE_TTL");
    String tier = value(PREFIX + "SERVICE_TIER");
    return new WireOptions(
        betas.isEmpty() ? said.betas() : betas,
        lifetime == null ? said.cacheTtl() : lifetime,
        tier == null ? said.serviceTier() : tier);
  }

  private TokenLimits limits() {
    return new TokenLimits(
        tokens(PREFIX + "MAX_PROMPT_TOKENS"),
        tokens(PREFIX + "MAX_OUTPUT_TOKENS"),
        tokens(PREFIX + "MAX_CONTEXT_WINDOW_TOKENS"));
  }

  private @Nullable Integer tokens(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw invalid(name + " is no positive whole number.", "Set it to a number of tokens.");
    }
    return Integer.valueOf(text);
  }

  private @Nullable Secret secret(String name) {
    String text = value(name);
    return text == null ? null : Secret.of(text);
  }

  private @Nullable String value(String name) {
    String text = variables.get(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static ModelException invalid(String problem, String nextStep) {
    return new ModelException.InvalidRequest(CallFailure.of("Environment: " + problem, nextStep));
  }
}
