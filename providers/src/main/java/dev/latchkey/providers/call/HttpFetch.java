package dev.latchkey.providers.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small questions to a provider's server besides model calls: asked once, answered in JSON. */
public final class HttpFetch {
  private static final int LIMIT = 16 * 1024 * 1024;

  private final HttpGate gate;
  private final Endpoint endpoint;
  private final Duration limit;
  private final @Nullable String session;

  /** Questions that take at most {@code limit} each. */
  public HttpFetch(HttpGate gate, Endpoint endpoint, Duration limit) {
    this(gate, endpoint, limit, null);
  }

  /** The same, asked for a session; null for none. */
  public HttpFetch(HttpGate gate, Endpoint endpoint, Duration limit, @Nullable String session) {
    this.session = session;
    this.gate = gate;
    this.endpoint = endpoint;
    this.limit = limit;
  }

  /**
   * The JSON document at {@code url}.
   *
   * @throws ModelException when there is none
   */
  public JsonNode get(URI url) {
    return send(url, HttpRequest.newBuilder(url).GET());
  }

  /**
   * The answer to {@code question}.
   *
   * @throws ModelException when there is none
   */
  public JsonNode post(URI url, JsonNode question) {
    byte[] body = question.toString().getBytes(StandardCharsets.UTF_8);
    return send(
        url,
        HttpRequest.newBuilder(url)
            .POST(BodyPublishers.ofByteArray(body))
            .setHeader("content-type", "application/json"));
  }

  private JsonNode send(URI url, HttpRequest.Builder request) {
    Map<String, String> own = new TreeMap<>();
    own.put("user-agent", UserAgent.VALUE);
    own.put("accept", "application/json");
    if (endpoint.type() == Endpoint.Type.ANTHROPIC) {
      own.put("anthropic-version", "2023-06-01");
    }
    endpoint.headers(own, Map.of()).forEach(request::setHeader);
    Trouble trouble = Trouble.ofListing(endpoint, url, session).discreet(gate.strangers(endpoint));
    try (Watchdog.Watch watch = gate.watchdog().watch(System.nanoTime() + limit.toNanos())) {
      HttpClient.Version version =
          url.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
      return new Signing(gate, endpoint)
          .send(
              request.version(version).build(),
              trouble,
              signed -> read(new Attempt(gate, watch, trouble), watch, signed, trouble));
    } catch (FailedAttempt failed) {
      throw trouble.located(failed.failure());
    } catch (ModelException failure) {
      throw trouble.located(failure);
    }
  }

  private JsonNode read(Attempt attempt, Watchdog.Watch watch, HttpRequest request, Trouble trouble)
      throws FailedAttempt {
    try (InputStream in = attempt.send(request, limit)) {
      watch.onExpiry(() -> Attempt.close(in));
      byte[] body = in.readNBytes(LIMIT);
      JsonNode answer = WireJson.tree(Slice.of(body));
      if (answer == null) {
        throw ReplyErrors.unreadable("The answer should be a JSON document", Slice.of(body));
      }
      return answer;
    } catch (IOException broken) {
      throw FailedAttempt.of(
          trouble.broken(broken, watch.expired(), Thread.currentThread().isInterrupted()));
    }
  }
}
