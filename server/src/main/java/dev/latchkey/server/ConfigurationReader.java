package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment.Default;
import dev.latchkey.providers.config.ProviderFields;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.server.config.ConfigDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads providers and models out of files, in the way it reads those of a session. */
final class ConfigurationReader {
  private final List<ConfigDocument> documents;
  private final Map<String, String> environment;
  private final @Nullable Path project;

  ConfigurationReader(
      List<ConfigDocument> documents, Map<String, String> environment, @Nullable Path project) {
    this.documents = documents;
    this.environment = environment;
    this.project = project;
  }

  Configuration read() {
    documents.forEach(this::refuseCommands);
    ModelRegistry registry = registry();
    return new Configuration(documents, registry, byDefault(registry));
  }

  /** Whoever opens a project must not run what others wrote into it. */
  private void refuseCommands(ConfigDocument document) {
    if (!document.file().equals(project)) {
      return;
    }
    for (String path : document.lines().keySet()) {
      if (path.endsWith(".latchkey.credential.command")) {
        throw document.problem(
            path,
            path + " is a command, and this file comes with the project",
            "Move that provider into the file in your home, or name this file with --config.");
      }
    }
  }

  private ModelRegistry registry() {
    List<ProviderConfig> providers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigDocument document : documents) {
      ModelRegistry own =
          of(document, reader -> new ModelRegistry(trusted(reader.providers()), List.of()));
      own.providers().stream().filter(added(names, ProviderConfig::name)).forEach(providers::add);
    }
    ModelRegistry known = new ModelRegistry(providers, List.of());
    List<RegisteredModel> models = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConfigDocument document : documents) {
      ModelRegistry own =
          of(document, reader -> new ModelRegistry(providers, reader.models(known)));
      own.models().stream().filter(added(ids, RegisteredModel::selectionId)).forEach(models::add);
    }
    return new ModelRegistry(providers, models);
  }

  private static List<ProviderConfig> trusted(List<ProviderConfig> providers) {
    return providers.stream().map(ConfigurationReader::trusted).toList();
  }

  /** The guard against strangers is not for what whoever runs this wrote. */
  private static ProviderConfig trusted(ProviderConfig provider) {
    return provider.with().network(provider.network().asTrusted()).build();
  }

  private static <T> Predicate<T> added(Set<String> seen, Function<T, String> name) {
    return value -> seen.add(name.apply(value));
  }

  private <T> T of(ConfigDocument document, Function<ProviderReader, T> reading) {
    ObjectNode params = Json.object();
    params.set("providers", listed(document.field("providers"), "name"));
    params.set("models", listed(document.field("models"), "id"));
    params.set("provider", document.field("provider"));
    try {
      return reading.apply(reader(document, params));
    } catch (SessionException | IllegalArgumentException e) {
      throw document.problem("", String.valueOf(e.getMessage()), "Correct the file.");
    } catch (ModelException e) {
      throw document.problem("", e.failure().message(), e.nextStep());
    }
  }

  private ProviderReader reader(ConfigDocument document, ObjectNode params) {
    Path beside = document.file().toAbsolutePath().getParent();
    return new ProviderReader(
        Params.of(params),
        name -> {
          throw new IllegalArgumentException("A file cannot ask a client for a token");
        },
        ProviderFields.of(environment, beside == null ? Path.of("") : beside));
  }

  /** A map by name as the list that sessions bring. */
  private static ArrayNode listed(JsonNode value, String key) {
    if (value instanceof ArrayNode list) {
      return list;
    }
    ArrayNode list = Json.array();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      ObjectNode named = Json.object().put(key, field.getKey());
      field.getValue().properties().forEach(inner -> named.set(inner.getKey(), inner.getValue()));
      list.add(named.put(key, field.getKey()));
    }
    return list;
  }

  /** The first file that says something of it decides. */
  private @Nullable Default byDefault(ModelRegistry registry) {
    for (ConfigDocument document : documents) {
      String model = document.field("model").textValue();
      if (document.field("provider").isObject()) {
        return singular(document, model);
      }
      if (model != null) {
        return named(document, model, registry);
      }
    }
    return registry.providers().size() == 1 ? only(registry) : null;
  }

  private Default singular(ConfigDocument document, @Nullable String model) {
    ProviderConfig config =
        of(document, reader -> trusted(Objects.requireNonNull(reader.singular(), "provider")));
    String named = config.modelId() == null ? config.wireModel() : config.modelId();
    return new Default(config, model == null ? named : model, document.origin("provider"));
  }

  private Default named(ConfigDocument document, String model, ModelRegistry registry) {
    RegisteredModel found = registry.find(model).orElse(null);
    if (found != null) {
      ProviderConfig at = registry.provider(found.provider().name()).orElse(found.provider());
      return new Default(at, model, document.origin("model"));
    }
    if (registry.providers().size() == 1 && !registry.claims(model)) {
      return new Default(registry.providers().getFirst(), model, document.origin("model"));
    }
    throw document.problem(
        "model",
        "model is \"" + model + "\", which no provider has",
        registry.isEmpty()
            ? "Add 'providers', or one 'provider', with a baseUrl in it."
            : "Use one of: " + registry.choices() + ".");
  }

  private Default only(ModelRegistry registry) {
    List<RegisteredModel> models = registry.models();
    return new Default(
        registry.providers().getFirst(),
        models.size() == 1 ? models.getFirst().selectionId() : null,
        documents.getFirst().origin("providers"));
  }
}
