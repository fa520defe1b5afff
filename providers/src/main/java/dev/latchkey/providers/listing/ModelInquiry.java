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
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.Purpose;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server in the background what one model can take, at most once per model: nobody waits for
 * the answer, and none is no trouble.
 */
public final class ModelInquiry {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpGate gate;
  private final Endpoint endpoint;
  private final KnownModels known;

  /** Questions that go through {@code gate} to {@code endpoint}; answers go into {@code known}. */
  public ModelInquiry(HttpGate gate, Endpoint endpoint, KnownModels known) {
    this.gate = gate;
    this.endpoint = endpoint;
    this.known = known;
  }

  /** What a server is asked. */
  enum Question {
    /** Ollama's {@code /api/show}. */
    SHOW,
    /** LM Studio's {@code /api/v0/models}. */
    LM_STUDIO,
    /** Anthropic's {@code /v1/models/<model>}. */
    ENTRY,
    /** The compatible list; where it is mute, what Ollama or LiteLLM know besides. */
    LIST
  }

  /** What this server may be asked; null for nothing. */
  static @Nullable Question question(Endpoint endpoint) {
    Boolean wanted = endpoint.config().extension().askLimits();
    Host host = endpoint.host();
    if (Boolean.FALSE.equals(wanted)) {
      return null;
    }
    if (host == Host.OLLAMA || host == Host.LM_STUDIO) {
      return host == Host.OLLAMA ? Question.SHOW : Question.LM_STUDIO;
    }
    if (wanted == null || endpoint.type() == Endpoint.Type.AZURE) {
      return null;
    }
    if (endpoint.type() == Endpoint.Type.ANTHROPIC) {
      return Question.ENTRY;
    }
    // their lists name no limits
    return host.local() || host == Host.OTHER ? Question.LIST : null;
  }

  /**
   * Asks about {@code wireModel} if that is allowed and was not done yet; returns at once.
   *
   * @param session for which it is asked. A client that performs its requests is only bothered when
   *     the configuration says so
   */
  public void about(String wireModel, String session) {
    Question question = question(endpoint);
    if (question == null) {
      return;
    }
    Errand errand = new Errand(session, Purpose.MODELS, endpoint.config().network());
    boolean allowed =
        endpoint.config().extension().askLimits() != null || gate.carriesItself(errand);
    if (allowed && known.toAsk(endpoint, wireModel)) {
      HttpFetch http = new HttpFetch(gate, endpoint, LIMIT, session);
      gate.inBackground(() -> ask(question, wireModel, http));
    }
  }

  private void ask(Question question, String model, HttpFetch http) {
    try {
      switch (question) {
        case SHOW -> shown(model, http);
        case LM_STUDIO -> told(model, LocalListings.lmStudio(http.get(at("/api/v0/models"))));
        case ENTRY -> {
          URI list = endpoint.models();
          JsonNode entry = http.get(at(list.getRawPath() + "/" + model + "?" + list.getRawQuery()));
          told(
              model,
              ModelListing.read(
                  JsonNodeFactory.instance.arrayNode().add(entry), Listing.ANTHROPIC));
        }
        case LIST -> listed(model, http);
      }
    } catch (ModelException | IllegalArgumentException _) {
      // what is not said stays unknown, as before
    }
  }

  private void listed(String model, HttpFetch http) {
    JsonNode list = http.get(endpoint.models());
    List<DiscoveredModel> models = ModelListing.read(list, Listing.OPENAI);
    if (models.stream().anyMatch(entry -> !entry.said().equals(ModelFacts.UNKNOWN))) {
      told(model, models);
    } else if (list.at("/data/0/owned_by").asText().equals("library")) {
      shown(model, http);
    } else {
      told(model, List.copyOf(GatewayListings.liteLlm(http.get(at("/model/info"))).values()));
    }
  }

  private void shown(String model, HttpFetch http) {
    JsonNode answer =
        http.post(at("/api/show"), JsonNodeFactory.instance.objectNode().put("model", model));
    known.told(
        endpoint, LocalListings.ollama(DiscoveredModel.named(model, Listing.OLLAMA), answer, null));
  }

  private void told(String model, List<DiscoveredModel> models) {
    models.stream()
        .filter(entry -> entry.id().equals(model))
        .forEach(entry -> known.told(endpoint, entry));
  }

  private URI at(String path) {
    return endpoint.onServer(path);
  }
}
