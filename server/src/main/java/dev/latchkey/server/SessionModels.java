package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.courier.Courier;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.runtime.ModelPlace;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Models to choose from: those somebody named, and those the providers say they have. A provider
 * that does not answer takes nothing away from the others.
 */
final class SessionModels {
  private final ProviderDesk desk;
  private final ServerLog log;
  private final boolean fresh;
  private final LinkedHashMap<String, ObjectNode> entries = new LinkedHashMap<>();
  private final @Nullable String sessionId;
  private final @Nullable Courier client;

  private SessionModels(Call call) {
    this.desk = call.server().providers();
    this.log = call.server().setup().log();
    this.fresh = call.params().flag("skipCache", false);
    this.sessionId = call.params().textOrNull("sessionId");
    this.client = call.connection().performing();
  }

  /** Answers {@code session.model.list}; asks providers, so that it may block. */
  static JsonBody list(Session session, Call call) {
    SessionModels models = new SessionModels(call);
    ModelRegistry registry = session.models().registry();
    if (registry.isEmpty()) {
      models.addSingular(session);
    } else {
      models.addRegistry(registry);
    }
    return Methods.field("list", models.entries());
  }

  /**
   * Answers {@code models.list}: the models of the named providers of the files; of another default
   * provider what it offers, and its model if it does not list it. Empty without any; asks them, so
   * that it may block.
   */
  static JsonBody ofDefaultProvider(Call call) {
    SessionModels models = new SessionModels(call);
    DefaultProvider fallback = call.server().defaults();
    ModelRegistry registry = fallback.registry();
    models.addRegistry(registry);
    Optional<ProviderConfig> provider =
        fallback
            .described()
            .map(ProviderEnvironment.Default::config)
            .filter(config -> !registry.providers().contains(config));
    String model = fallback.model();
    if (provider.isPresent()) {
      ModelException failure = models.addOffered(provider.get(), "");
      if (failure != null && model == null) {
        throw failure;
      }
      if (model != null && !models.entries.containsKey(model)) {
        String wire = provider.get().wireName(model);
        models.entries.putFirst(
            model,
            ModelEntries.of(
                model, model, models.desk.facts(provider.get(), wire == null ? model : wire)));
      }
    }
    return Methods.field("models", models.entries());
  }

  /** The answer to {@code session.provider.add}. */
  static ArrayNode entries(Iterable<RegisteredModel> models, Call call) {
    SessionModels list = new SessionModels(call);
    models.forEach(list::add);
    return list.entries();
  }

  private ArrayNode entries() {
    ArrayNode list = Json.array();
    entries.values().forEach(list::add);
    return list;
  }

  private void add(RegisteredModel model) {
    ModelFacts facts = model.described().over(desk.facts(model.provider(), wireName(model)));
    entries.put(
        model.selectionId(),
        ModelEntries.of(model.selectionId(), model.name(), facts, model.capabilities()));
  }

  private static String wireName(RegisteredModel model) {
    String wire = model.provider().wireModel();
    return wire == null ? model.id() : wire;
  }

  private void addRegistry(ModelRegistry registry) {
    registry.models().forEach(this::add);
    for (ProviderConfig provider : registry.providers()) {
      if (!registry.lists(provider.name())) {
        addOffered(provider, provider.name() + "/");
      }
    }
  }

  private void addSingular(Session session) {
    ModelPlace place = placeOf(session);
    if (place == null) {
      String model = session.models().choice().model();
      if (model != null) {
        entries.put(model, ModelEntries.of(model, model, ModelFacts.UNKNOWN));
      }
      return;
    }
    // asked first, because what it says of the session's own model counts for that too
    addOffered(place.provider(), "");
    if (place.model().isEmpty()) {
      return;
    }
    ModelFacts facts = place.described().over(desk.facts(place.provider(), place.wireModel()));
    entries.remove(place.model());
    entries.putFirst(place.model(), ModelEntries.of(place.model(), place.model(), facts));
  }

  private static @Nullable ModelPlace placeOf(Session session) {
    try {
      return session.models().place(null);
    } catch (SessionException.InvalidOptions _) {
      return null;
    }
  }

  /** Many providers cannot be asked; the models that were named are then all that is known. */
  private @Nullable ModelException addOffered(ProviderConfig provider, String prefix) {
    try {
      for (DiscoveredModel model : offered(provider)) {
        ModelFacts facts = desk.facts(provider, model.id());
        if (facts.chats()) {
          String id = prefix + model.id();
          entries.putIfAbsent(id, ModelEntries.of(id, model.name(), facts));
        }
      }
      return null;
    } catch (ModelException failure) {
      log.warning(
          "Provider \"%s\" does not list its models: %s"
              .formatted(provider.name(), failure.failure().message()));
      return failure;
    }
  }

  /** A session's client may perform the request; without a session it is whoever asks. */
  private List<DiscoveredModel> offered(ProviderConfig provider) {
    Courier asking = sessionId == null ? client : null;
    return asking == null
        ? desk.offered(provider, sessionId, fresh)
        : desk.offered(provider, asking);
  }
}
