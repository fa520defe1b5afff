package dev.latchkey.runtime;

import dev.latchkey.providers.ProviderConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The named providers of a session and their models.
 *
 * <p>A provider of which models are listed has these and no others. One of which none is listed has
 * every model it says it has: nothing is refused because we have not heard of it.
 *
 * @param providers each name once, none with a slash
 * @param models each selection id once, each at one of the providers
 */
public record ModelRegistry(List<ProviderConfig> providers, List<RegisteredModel> models) {
  /** No provider at all. */
  public static final ModelRegistry EMPTY = new ModelRegistry(List.of(), List.of());

  /**
   * Checks that the parts fit together.
   *
   * @throws SessionException.InvalidOptions naming the provider or model that does not
   */
  public ModelRegistry {
    providers = List.copyOf(providers);
    models = List.copyOf(models);
    Set<String> names = new HashSet<>();
    for (ProviderConfig provider : providers) {
      checkName(provider.name(), names);
    }
    Set<String> ids = new HashSet<>();
    for (RegisteredModel model : models) {
      checkModel(model, names, ids);
    }
  }

  private static void checkName(String name, Set<String> names) {
    if (name.contains("/")) {
      throw new SessionException.InvalidOptions(
          "BYOK provider name \"" + name + "\" must not contain \"/\".");
    }
    if (!names.add(name)) {
      throw new SessionException.InvalidOptions("Duplicate BYOK provider name \"" + name + "\".");
    }
  }

  private static void checkModel(RegisteredModel model, Set<String> names, Set<String> ids) {
    String provider = model.provider().name();
    if (!names.contains(provider)) {
      throw unknownProvider(model.id(), provider);
    }
    if (!ids.add(model.selectionId())) {
      throw new SessionException.InvalidOptions(
          "Duplicate BYOK model \"" + model.selectionId() + "\".");
    }
  }

  /** What to throw for a model at a provider that is not there. */
  public static SessionException unknownProvider(String modelId, String provider) {
    return new SessionException.InvalidOptions(
        "BYOK model \"" + modelId + "\" references unknown provider \"" + provider + "\".");
  }

  public boolean isEmpty() {
    return providers.isEmpty();
  }

  /** The provider of this name. */
  public Optional<ProviderConfig> provider(String name) {
    return providers.stream().filter(provider -> provider.name().equals(name)).findFirst();
  }

  /** Whether models of this provider are listed, so that it has no others. */
  public boolean lists(String providerName) {
    return models.stream().anyMatch(model -> model.provider().name().equals(providerName));
  }

  /** The model of this selection id. */
  public Optional<RegisteredModel> find(String selectionId) {
    Optional<RegisteredModel> listed =
        models.stream().filter(model -> model.selectionId().equals(selectionId)).findFirst();
    return listed.isPresent() ? listed : unlisted(selectionId);
  }

  private Optional<RegisteredModel> unlisted(String selectionId) {
    int slash = selectionId.indexOf('/');
    if (slash < 0 || slash == selectionId.length() - 1) {
      return Optional.empty();
    }
    String name = selectionId.substring(0, slash);
    return lists(name)
        ? Optional.empty()
        : provider(name)
            .map(found -> RegisteredModel.unlisted(selectionId.substring(slash + 1), found));
  }

  /** Whether this id begins with the name of one of the providers. */
  public boolean claims(String selectionId) {
    return providers.stream().anyMatch(provider -> selectionId.startsWith(provider.name() + "/"));
  }

  /**
   * This registry with more in it.
   *
   * @throws SessionException.InvalidOptions when the parts do not fit together
   */
  public ModelRegistry plus(List<ProviderConfig> more, List<RegisteredModel> moreModels) {
    return new ModelRegistry(joined(providers, more), joined(models, moreModels));
  }

  /** This registry, and of {@code others} the providers whose names it does not have. */
  public ModelRegistry over(ModelRegistry others) {
    if (others.isEmpty()) {
      return this;
    }
    return isEmpty() ? others : plus(missing(others), others.modelsOf(missing(others)));
  }

  private List<ProviderConfig> missing(ModelRegistry others) {
    return others.providers.stream().filter(other -> provider(other.name()).isEmpty()).toList();
  }

  private List<RegisteredModel> modelsOf(List<ProviderConfig> some) {
    Set<String> names = new HashSet<>(some.stream().map(ProviderConfig::name).toList());
    return models.stream().filter(model -> names.contains(model.provider().name())).toList();
  }

  /**
   * This registry with those providers of {@code others}, and their models, that {@code more}
   * refers to and that it does not have itself.
   */
  public ModelRegistry adopting(ModelRegistry others, List<RegisteredModel> more) {
    Set<String> wanted = new HashSet<>(more.stream().map(m -> m.provider().name()).toList());
    List<ProviderConfig> adopted =
        missing(others).stream().filter(other -> wanted.contains(other.name())).toList();
    return plus(adopted, others.modelsOf(adopted));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** What may have been meant by an id that is not there, the likeliest first; three at most. */
  public List<String> near(String unknown) {
    Stream<String> open =
        providers.stream()
            .filter(provider -> !lists(provider.name()) && !unknown.contains("/"))
            .map(provider -> provider.name() + "/" + unknown);
    Stream<String> listed = models.stream().map(RegisteredModel::selectionId);
    return NearNames.of(unknown, Stream.concat(listed, open).toList());
  }

  /** What there is to choose from, for people. */
  public String choices() {
    Stream<String> open =
        providers.stream()
            .filter(provider -> !lists(provider.name()))
            .map(provider -> provider.name() + "/<any model it has>");
    Stream<String> listed = models.stream().map(RegisteredModel::selectionId);
    return String.join(", ", Stream.concat(listed, open).toList());
  }
}
