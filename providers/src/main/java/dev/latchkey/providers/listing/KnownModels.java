package dev.latchkey.providers.listing;

import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.endpoint.Endpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of models, whoever said it: users, refusals, lists of providers, our own table.
 * Asks nobody: what lists say is known once somebody has asked for them. Any thread may use it.
 */
public final class KnownModels {
  /** So many servers' lists are remembered. */
  private static final int SERVERS = 64;

  /** So many models are remembered as asked for; a process rarely calls more. */
  private static final int ASKED = 1024;

  private final Dialects dialects;
  private final Set<Dialects.Place> asked = new HashSet<>();
  private final Map<String, Map<String, DiscoveredModel>> lists =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Nothing was listed yet. */
  public KnownModels(Dialects dialects) {
    this.dialects = dialects;
  }

  /** What was learned about servers. */
  public Dialects dialects() {
    return dialects;
  }

  /** A provider's list has come. */
  public void listed(Endpoint endpoint, List<DiscoveredModel> models) {
    Map<String, DiscoveredModel> byId =
        models.stream()
            .collect(Collectors.toMap(DiscoveredModel::id, model -> model, (one, _) -> one));
    synchronized (lists) {
      lists.put(endpoint.server(), byId);
      if (lists.size() > SERVERS) {
        lists.remove(lists.keySet().iterator().next());
      }
    }
  }

  /** A provider has said something of one model; the rest of its list stays. */
  void told(Endpoint endpoint, DiscoveredModel model) {
    synchronized (lists) {
      Map<String, DiscoveredModel> all =
          new HashMap<>(lists.getOrDefault(endpoint.server(), Map.of()));
      all.put(model.id(), model);
      lists.put(endpoint.server(), all);
    }
  }

  /** Whether nobody has asked about this model before, nor seen it in a list; then it is asked. */
  boolean toAsk(Endpoint endpoint, String wireModel) {
    if (listed(endpoint, wireModel) != null) {
      return false;
    }
    synchronized (asked) {
      if (asked.size() >= ASKED) {
        asked.clear();
      }
      return asked.add(new Dialects.Place(endpoint.server(), wireModel));
    }
  }

  /**
   * What the provider's last list says of a model; null without a list, or when it is not there.
   */
  private @Nullable DiscoveredModel listed(Endpoint endpoint, String wireModel) {
    synchronized (lists) {
      Map<String, DiscoveredModel> list = lists.get(endpoint.server());
      return list == null ? null : list.get(wireModel);
    }
  }

  /** Everything about a model: the user's limits over lessons, lists and the table. */
  public ModelFacts of(Endpoint endpoint, String wireModel) {
    return user(endpoint.config())
        .over(dialects.facts(endpoint.place(wireModel)))
        .over(said(endpoint, wireModel));
  }

  private static ModelFacts user(ProviderConfig config) {
    return config.capabilities().over(ModelFacts.said(Origin.USER).limits(config.limits()).build());
  }

  private ModelFacts said(Endpoint endpoint, String wireModel) {
    DiscoveredModel listed = listed(endpoint, wireModel);
    Quirks quirks = quirks(endpoint, wireModel, endpoint.quirks());
    ModelFacts table = Catalogue.of(quirks.catalogId(wireModel));
    return listed == null ? table : listed.said().over(table);
  }

  /**
   * {@code own} with what a list says about requests for this model: which well-known model it is,
   * and how much it can write.
   */
  public Quirks quirks(Endpoint endpoint, String wireModel, Quirks own) {
    DiscoveredModel listed = listed(endpoint, wireModel);
    if (listed == null) {
      return own;
    }
    Quirks.Builder quirks = own.with();
    String base = listed.base();
    if (base != null && own.catalogId(wireModel).equals(wireModel)) {
      quirks.catalogIds(Map.of(wireModel, base));
    }
    Integer output = Known.orNull(listed.said().outputTokens());
    if (output != null && own.outputLimit() == 0) {
      quirks.outputLimit(output);
    }
    return quirks.build();
  }
}
