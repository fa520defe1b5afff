package dev.latchkey.server;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.server.config.ConfigDocument;
import dev.latchkey.server.config.ConfigPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What configuration files say: providers and models for whoever brings none.
 *
 * @param documents the files, the most important first
 * @param registry the named providers and their models
 * @param byDefault the provider and model of whoever names neither; null when the files leave it
 *     open
 */
public record Configuration(
    List<ConfigDocument> documents,
    ModelRegistry registry,
    ProviderEnvironment.@Nullable Default byDefault) {
  /** No file says anything. */
  static final Configuration NONE = new Configuration(List.of(), ModelRegistry.EMPTY, null);

  public Configuration {
    documents = List.copyOf(documents);
  }

  /**
   * Reads the files there are; a file that is missing says nothing unless it was named.
   *
   * @throws dev.latchkey.providers.ModelException.InvalidRequest naming file, line and field of the
   *     first mistake
   */
  public static Configuration read(ConfigPlaces places, Map<String, String> environment) {
    List<ConfigDocument> documents = new ArrayList<>();
    for (Path file : places.files()) {
      if (places.named() || Files.isRegularFile(file)) {
        documents.add(ConfigDocument.load(file, environment));
      }
    }
    return documents.isEmpty()
        ? NONE
        : new ConfigurationReader(documents, environment, places.project()).read();
  }

  /** Whether {@code provider} is one of these, for whichever of its models. */
  boolean has(ProviderConfig provider) {
    Stream<ProviderConfig> all =
        Stream.concat(
            registry.providers().stream(), Stream.ofNullable(byDefault).map(d -> d.config()));
    return provider.credential() != null
        && all.anyMatch(each -> each.credential() == provider.credential());
  }

  /** {@link #byDefault}. */
  public Optional<ProviderEnvironment.Default> chosen() {
    return Optional.ofNullable(byDefault);
  }

  /**
   * The provider and model that somebody means by {@code model}: one of the registry by {@code
   * provider/model}, else a model of the default provider. Empty when neither has it.
   */
  public Optional<ProviderEnvironment.Default> find(String model) {
    Optional<ProviderEnvironment.Default> named = registry.find(model).map(this::at);
    if (named.isPresent() || registry.claims(model) || byDefault == null) {
      return named;
    }
    ProviderConfig config = byDefault.config();
    return registry.providers().contains(config) && registry.lists(config.name())
        ? registry.find(config.name() + "/" + model).map(this::at)
        : Optional.of(new ProviderEnvironment.Default(config, model, byDefault.source()));
  }

  private ProviderEnvironment.Default at(RegisteredModel model) {
    ProviderConfig at = model.provider();
    String wire = at.wireModel() == null ? model.id() : at.wireModel();
    return new ProviderEnvironment.Default(at, wire, source());
  }

  private String source() {
    return documents.getFirst().file().toString();
  }
}
