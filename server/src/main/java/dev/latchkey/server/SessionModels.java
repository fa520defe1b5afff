package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Ability;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models a session can use: those it was given, and those its providers say they have. */
final class SessionModels {
  private final ProviderDesk desk;
  private final boolean fresh;
  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();

  private SessionModels(ProviderDesk desk, boolean fresh) {
    this.desk = desk;
    this.fresh = fresh;
  }

  /** Answers {@code session.model.list}; asks providers, so that it may block. */
  static JsonBody list(Session session, Call call) {
    SessionModels models =
        new SessionModels(call.server().providers(), call.params().flag("skipCache", false));
    ModelRegistry registry = session.models().registry();
    if (registry.isEmpty()) {
      models.addSingular(session);
    } else {
      models.addRegistry(registry);
    }
    ArrayNode list = Json.array();
    models.entries.values().forEach(list::add);
    return Methods.field("list", list);
  }

  /** Models as lists show them. */
  static ArrayNode entries(List<RegisteredModel> models) {
    ArrayNode list = Json.array();
    models.forEach(model -> list.add(entry(model)));
    return list;
  }

  private static ObjectNode entry(RegisteredModel model) {
    return ModelEntries.of(
        model.selectionId(), model.name(), model.provider().limits(), model.capabilities());
  }

  private void addRegistry(ModelRegistry registry) {
    for (RegisteredModel model : registry.models()) {
      entries.put(model.selectionId(), entry(model));
    }
    for (ProviderConfig provider : registry.providers()) {
      if (!registry.lists(provider.name())) {
        addOffered(provider, provider.name() + "/");
      }
    }
  }

  private void addSingular(Session session) {
    String current = session.models().choice().model();
    ProviderConfig provider = providerOf(session);
    if (current != null) {
      TokenLimits limits = provider == null ? TokenLimits.NONE : provider.limits();
      entries.put(current, ModelEntries.of(current, current, limits, MissingNode.getInstance()));
    }
    if (provider != null) {
      addOffered(provider, "");
    }
  }

  private static @Nullable ProviderConfig providerOf(Session session) {
    try {
      return session.models().provider(null);
    } catch (SessionException.InvalidOptions _) {
      return null;
    }
  }

  /** Many providers cannot be asked; the models that were given are then all that is known. */
  private void addOffered(ProviderConfig provider, String prefix) {
    List<DiscoveredModel> offered;
    try {
      offered = desk.offered(provider, fresh);
    } catch (ModelException _) {
      return;
    }
    for (DiscoveredModel model : offered) {
      if (!model.abilities().contains(Ability.EMBEDDINGS_ONLY)) {
        ObjectNode entry = ModelEntries.of(model).put("id", prefix + model.id());
        entry.putObject("billing").put("multiplier", 0);
        entries.putIfAbsent(prefix + model.id(), entry);
      }
    }
  }
}
