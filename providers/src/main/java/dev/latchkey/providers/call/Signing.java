package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.credential.CredentialCache;
import dev.latchkey.providers.credential.Grant;
import dev.latchkey.providers.credential.TokenCalls;
import dev.latchkey.providers.endpoint.Endpoint;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the current key or token into requests, and sends once more when it was refused. */
final class Signing {
  private final HttpGate gate;
  private final Endpoint endpoint;
  private final Duration limit;

  Signing(HttpGate gate, Endpoint endpoint) {
    this.gate = gate;
    this.endpoint = endpoint;
    this.limit = endpoint.config().callLimits().over(gate.policy()).credential();
  }

  /** What is done with a request that is ready to go. */
  @FunctionalInterface
  interface Exchange<T> {
    T send(HttpRequest signed) throws FailedAttempt;
  }

  /**
   * Sends with the credential, and exactly once more with another one if there is another.
   *
   * @throws ModelException when there is no credential to be had; no reason to try the call again
   */
  <T> T send(HttpRequest request, Trouble trouble, Exchange<T> exchange) throws FailedAttempt {
    CredentialCache cache = endpoint.config().credential();
    if (cache == null || cache.none()) {
      return exchange.send(request);
    }
    try {
      TokenCalls calls = gate.tokenCalls(trouble.errand(), limit);
      Grant grant = cache.grant(calls);
      try {
        return exchange.send(signed(request, grant));
      } catch (FailedAttempt refused) {
        Grant other = refused(refused) ? cache.after(grant, calls) : null;
        return again(other, refused, request, exchange);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw trouble.located(trouble.cancelled());
    }
  }

  private <T> T again(
      @Nullable Grant other, FailedAttempt refused, HttpRequest request, Exchange<T> exchange)
      throws FailedAttempt {
    if (other == null) {
      throw refused;
    }
    return exchange.send(signed(request, other));
  }

  private static boolean refused(FailedAttempt attempt) {
    return attempt.failure().failure().status() != null
        && (attempt.failure() instanceof ModelException.Authentication
            || attempt.failure() instanceof ModelException.Permission);
  }

  private HttpRequest signed(HttpRequest request, Grant grant) {
    endpoint.redactor().remember(grant.secret());
    HttpRequest.Builder signed = HttpRequest.newBuilder(request, (_, _) -> true);
    for (Map.Entry<String, String> header : endpoint.granted(grant).entrySet()) {
      // a header the user set by hand wins, as it does over a configured key
      if (request.headers().firstValue(header.getKey()).isEmpty()) {
        signed.setHeader(header.getKey(), header.getValue());
      }
    }
    return signed.build();
  }
}
