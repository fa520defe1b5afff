package dev.latchkey.providers.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.call.HttpFetch;
import dev.latchkey.providers.call.HttpGate;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.discovery.DiscoveredModel.Listing;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.endpoint.Host;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider for its models, and the servers that know more than their compatible listing says
 * (Ollama, LM Studio, LiteLLM, Azure) for the rest. Only the listing itself must succeed.
 */
public final class ModelDiscovery {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_SHOWN = 50;

  private final HttpFetch http;
  private final Endpoint endpoint;

  private ModelDiscovery(HttpGate gate, Endpoint endpoint, @Nullable String session) {
    this.http = new HttpFetch(gate, endpoint, LIMIT, session);
    this.endpoint = endpoint;
  }

  /**
   * The models of {@code endpoint}, as it orders them. Blocks; interruption cancels.
   *
   * @param session the session it is asked for; null for none
   * @throws ModelException when the listing cannot be had
   */
  public static List<DiscoveredModel> list(
      HttpGate gate, Endpoint endpoint, @Nullable String session) {
    return new ModelDiscovery(gate, endpoint, session).list();
  }

  private List<DiscoveredModel> list() {
    URI deployments = endpoint.deployments();
    JsonNode deployed = deployments == null ? null : ask(() -> http.get(deployments));
    if (deployed != null && deployed.path("data").isArray() && !deployed.path("data").isEmpty()) {
      return GatewayListings.deployments(deployed);
    }
    JsonNode listing = http.get(endpoint.models());
    List<DiscoveredModel> models = ModelListing.read(listing, source());
    if (endpoint.type() != Endpoint.Type.OPENAI || models.isEmpty()) {
      return models;
    }
    return enriched(listing, models);
  }

  private Listing source() {
    return switch (endpoint.type()) {
      case ANTHROPIC -> Listing.ANTHROPIC;
      case AZURE -> Listing.AZURE;
      case OPENAI -> endpoint.host() == Host.AZURE ? Listing.AZURE : Listing.OPENAI;
    };
  }

  private List<DiscoveredModel> enriched(JsonNode listing, List<DiscoveredModel> models) {
    boolean known = models.stream().anyMatch(model -> !model.said().equals(ModelFacts.UNKNOWN));
    if (endpoint.host() == Host.OLLAMA || ownedBy(listing, "library")) {
      return ollama(models);
    }
    if (endpoint.host() == Host.LM_STUDIO || ownedBy(listing, "organization_owner")) {
      return lmStudio(models);
    }
    boolean mayBeGateway = endpoint.host().local() || endpoint.host() == Host.OTHER;
    return known || !mayBeGateway ? models : liteLlm(models);
  }

  private static boolean ownedBy(JsonNode listing, String owner) {
    return listing.path("data").path(0).path("owned_by").asText().equals(owner);
  }

  private List<DiscoveredModel> ollama(List<DiscoveredModel> models) {
    JsonNode running = ask(() -> http.get(endpoint.onServer("/api/ps")));
    Map<String, Integer> loaded = running == null ? Map.of() : LocalListings.loaded(running);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DiscoveredModel>> shown =
          models.stream()
              .limit(MOST_SHOWN)
              .map(m -> threads.submit(() -> shown(m, loaded.get(m.id()))))
              .toList();
      List<DiscoveredModel> facts = shown.stream().map(ModelDiscovery::result).toList();
      return models.size() <= MOST_SHOWN
          ? facts
          : Stream.concat(facts.stream(), models.stream().skip(MOST_SHOWN)).toList();
    }
  }

  private DiscoveredModel shown(DiscoveredModel model, @Nullable Integer window) {
    JsonNode question = JsonNodeFactory.instance.objectNode().put("model", model.id());
    JsonNode answer = ask(() -> http.post(endpoint.onServer("/api/show"), question));
    return answer == null ? model : LocalListings.ollama(model, answer, window);
  }

  private static DiscoveredModel result(Future<DiscoveredModel> shown) {
    try {
      return shown.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for models", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<DiscoveredModel> lmStudio(List<DiscoveredModel> models) {
    JsonNode answer = ask(() -> http.get(endpoint.onServer("/api/v0/models")));
    List<DiscoveredModel> better = answer == null ? List.of() : LocalListings.lmStudio(answer);
    return better.isEmpty() ? models : better;
  }

  private List<DiscoveredModel> liteLlm(List<DiscoveredModel> models) {
    JsonNode answer = ask(() -> http.get(endpoint.onServer("/model/info")));
    if (answer == null) {
      return models;
    }
    Map<String, DiscoveredModel> better = GatewayListings.liteLlm(answer);
    return models.stream().map(model -> better.getOrDefault(model.id(), model)).toList();
  }

  private interface Question {
    JsonNode ask();
  }

  /** Null when there is no answer: most servers have never heard of the question. */
  private static @Nullable JsonNode ask(Question question) {
    try {
      return question.ask();
    } catch (ModelException failure) {
      if (failure instanceof ModelException.Cancelled) {
        throw failure;
      }
      return null;
    }
  }
}
