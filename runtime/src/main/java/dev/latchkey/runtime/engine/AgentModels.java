package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.SessionException.ModelUnavailable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model of a sub-agent among what its session uses anyway, and nowhere else.
 *
 * @param registry the session's named providers
 * @param single the provider of sessions without a registry, or the default that this session's own
 *     model is at; null for none
 * @param current the session's model
 */
record AgentModels(
    ModelRegistry registry, @Nullable ProviderConfig single, @Nullable String current) {
  /** Not a model's name anywhere: what other tools call a family of models of one vendor. */
  private static final Set<String> FAMILIES = Set.of("sonnet", "opus", "haiku");

  private static final String SESSIONS_OWN = "inherit";

  /**
   * The session's id of a model.
   *
   * @param wanted a selection id, an id within one of the providers, or an alias of one
   * @throws ModelUnavailable naming what there is instead
   */
  String resolve(String wanted) {
    if (wanted.equals(current) || registry.find(wanted).isPresent()) {
      return wanted;
    }
    if (wanted.equals(SESSIONS_OWN) && current != null) {
      return current;
    }
    return alias(wanted).or(() -> bare(wanted)).orElseThrow(() -> unavailable(wanted));
  }

  private Optional<String> alias(String wanted) {
    return providers()
        .filter(provider -> provider.extension().modelAliases().containsKey(wanted))
        .findFirst()
        .map(provider -> target(wanted, provider));
  }

  /** All providers, the one of the session's model first. */
  private Stream<ProviderConfig> providers() {
    Stream<ProviderConfig> own = Stream.concat(home().stream(), Stream.ofNullable(single));
    return Stream.concat(own, registry.providers().stream());
  }

  private Optional<ProviderConfig> home() {
    return Optional.ofNullable(current)
        .flatMap(registry::find)
        .flatMap(model -> registry.provider(model.provider().name()));
  }

  private String target(String alias, ProviderConfig provider) {
    String model = String.valueOf(provider.extension().modelAliases().get(alias));
    if (provider.equals(single)) {
      return model;
    }
    String prefix = provider.name() + "/";
    String id = model.startsWith(prefix) ? model : prefix + model;
    if (registry.find(id).isEmpty()) {
      throw new ModelUnavailable(
          "The alias '"
              + alias
              + "' stands for '"
              + id
              + "', which is not available. Use one of: "
              + choices()
              + ".");
    }
    return id;
  }

  private Optional<String> bare(String wanted) {
    if (registry.claims(wanted) || FAMILIES.contains(wanted.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    List<RegisteredModel> named =
        registry.models().stream().filter(model -> called(model, wanted)).toList();
    String home = home().map(ProviderConfig::name).orElse("");
    List<RegisteredModel> nearest =
        named.stream().filter(model -> model.provider().name().equals(home)).toList();
    if (nearest.size() == 1 || named.size() == 1) {
      return Optional.of((nearest.size() == 1 ? nearest : named).getFirst().selectionId());
    }
    if (!named.isEmpty()) {
      throw new ModelUnavailable(
          "Several models are called '"
              + wanted
              + "'. Name one of them: "
              + String.join(", ", named.stream().map(RegisteredModel::selectionId).toList())
              + ".");
    }
    return registry
        .find(home + "/" + wanted)
        .map(RegisteredModel::selectionId)
        .or(() -> single == null ? Optional.empty() : Optional.of(wanted));
  }

  private static boolean called(RegisteredModel model, String wanted) {
    return model.id().equals(wanted) || wanted.equals(model.provider().wireModel());
  }

  private ModelUnavailable unavailable(String wanted) {
    return new ModelUnavailable(
        "Model '"
            + wanted
            + "' is not available: no provider of this session has it. Use one of: "
            + choices()
            + "; or let one stand in for it with \"latchkey\": {\"modelAliases\": {\""
            + wanted
            + "\": \"...\"}} in its provider.");
  }

  private String choices() {
    Stream<String> own = single == null ? Stream.empty() : Stream.ofNullable(current);
    Stream<String> named = registry.isEmpty() ? Stream.empty() : Stream.of(registry.choices());
    return String.join(", ", Stream.concat(own, named).toList());
  }
}
