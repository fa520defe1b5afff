package dev.latchkey.providers.call;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.net.Caller;
import dev.latchkey.providers.net.CertificateWords;
import dev.latchkey.providers.net.Errand;
import dev.latchkey.providers.net.ProxyUnreachable;
import dev.latchkey.providers.net.Purpose;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Everything that is said about failures of one attempt, with its context and without secrets. */
final class Trouble {
  private final Endpoint endpoint;
  private final URI url;
  private final String model;
  private final int attempt;
  private final Errand errand;
  private boolean discreet;
  private @Nullable String requestId;
  private boolean socket;

  /** Of a model call for no session. */
  Trouble(Endpoint endpoint, URI url, String model, int attempt) {
    this(
        endpoint,
        url,
        model,
        attempt,
        new Errand((String) null, Purpose.MODEL, endpoint.config().network()));
  }

  private Trouble(Endpoint endpoint, URI url, String model, int attempt, Errand errand) {
    this.endpoint = endpoint;
    this.url = url;
    this.model = model;
    this.attempt = attempt;
    this.errand = errand;
  }

  /** Of a model call. */
  static Trouble of(Endpoint endpoint, URI url, ModelRequest request, int attempt) {
    Caller caller = Caller.of(request.variables());
    Errand errand = new Errand(caller, Purpose.MODEL, endpoint.config().network());
    return new Trouble(endpoint, url, request.model(), attempt, errand);
  }

  /** Of a question about models. */
  static Trouble ofListing(Endpoint endpoint, URI url, @Nullable String session) {
    Errand errand = new Errand(session, Purpose.MODELS, endpoint.config().network());
    return new Trouble(endpoint, url, "", 1, errand);
  }

  /**
   * The same for a stranger, who learns nothing from it that only this machine can read.
   *
   * @param stranger whether it is one
   */
  Trouble discreet(boolean stranger) {
    discreet = stranger;
    return this;
  }

  /** For whom, why and how the request leaves. */
  Errand errand() {
    return errand;
  }

  /** Whether the attempt goes over a WebSocket, which its URL then shows. */
  void overSocket(boolean yes) {
    socket = yes;
  }

  private String shownUrl() {
    String shown = endpoint.redactor().url(url);
    return socket ? "ws" + shown.substring("http".length()) : shown;
  }

  void requestId(@Nullable String id) {
    requestId = id;
  }

  /** {@code failure} with URL, request id, attempts and the next step; cleaned of secrets. */
  ModelException located(ModelException failure) {
    CallFailure known = discreet ? Discretion.trimmed(failure.failure()) : failure.failure();
    String body = known.body();
    return failure.with(
        known
            .with()
            .message(endpoint.redactor().text(known.message()))
            .nextStep(NextSteps.of(failure, endpoint, url, model))
            .url(shownUrl())
            .requestId(known.requestId() == null ? requestId : known.requestId())
            .body(body == null ? null : endpoint.redactor().text(body))
            .attempts(attempt)
            .build());
  }

  /** {@code target} without secrets. */
  String shown(URI target) {
    return endpoint.redactor().url(target);
  }

  ModelException cancelled() {
    return new ModelException.Cancelled(
        CallFailure.of("The call was cancelled.", "Nothing to do: this was asked for."));
  }

  ModelException unreadable(RuntimeException cause) {
    return new ModelException.BadResponse(
        CallFailure.of(
            "The reply could not be read: " + cause,
            "Report this with the model and provider it happened with; another model may work."));
  }

  ModelException timeout(Phase phase) {
    String what =
        switch (phase) {
          case CONNECT -> "No connection was made in time.";
          case FIRST_BYTE -> "The provider accepted the call but sent nothing in time.";
          case BETWEEN_CHUNKS -> "The reply stopped coming.";
          case TURN -> "The call took longer than it may.";
        };
    return new ModelException.Timeout(CallFailure.of(what, ""), phase);
  }

  /** The connection failed, or was ended by a limit or by the caller. */
  ModelException broken(Throwable cause, @Nullable Phase expired, boolean gaveUp) {
    if (expired != null) {
      return timeout(expired);
    }
    if (gaveUp) {
      return cancelled();
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return timeout(Phase.CONNECT);
    }
    // a name nobody knows or a bad certificate needs people, and so does a local server not running
    boolean refused = cause instanceof ConnectException && !unknownHost(cause);
    boolean retry = !(cause instanceof SSLException) && !(refused && endpoint.host().loopback());
    return new ModelException.Connection(
        CallFailure.of(sentence(cause), ""), cause instanceof IOException ? cause : null, retry);
  }

  private String sentence(Throwable cause) {
    if (cause instanceof ProxyUnreachable) {
      return String.valueOf(cause.getMessage());
    }
    String server = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    if (unknownHost(cause)) {
      return "The host name " + url.getHost() + " is unknown.";
    }
    if (cause instanceof ConnectException) {
      return "Connection refused: nothing answers at " + server + ".";
    }
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (said.startsWith("Tunnel failed, got: ")) {
      return "The proxy made no connection to " + server + ": HTTP " + said.substring(20) + ".";
    }
    if (cause instanceof SSLException) {
      return "No secure connection to " + server + ": " + CertificateWords.withoutAlert(said);
    }
    return "The connection to " + server + " broke: " + said;
  }

  static boolean unknownHost(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
