package dev.latchkey.providers.call;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Transport;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.dialect.Dialects;
import dev.latchkey.providers.dialect.Learning;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.listing.KnownModels;
import dev.latchkey.providers.listing.ModelInquiry;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Wire;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One endpoint spoken to over one wire; the one place that tries again. */
public final class HttpModelProvider implements ModelProvider {
  private final HttpGate gate;
  private final Endpoint endpoint;
  private final Wire wire;
  private final Quirks quirks;
  private final KnownModels known;
  private final CallPolicy policy;
  private final Retries retries;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean lowered = new AtomicBoolean();
  private final Signing signing;
  private final @Nullable SocketRoute socket;

  /** A provider whose calls go through {@code gate}, and which learns for itself. */
  public HttpModelProvider(HttpGate gate, Endpoint endpoint, Wire wire, Quirks quirks) {
    this(gate, endpoint, wire, quirks, new KnownModels(Dialects.of(gate.pauses()::now)));
  }

  /** A provider whose calls go through {@code gate}; what it learns goes into {@code known}. */
  public HttpModelProvider(
      HttpGate gate, Endpoint endpoint, Wire wire, Quirks quirks, KnownModels known) {
    this.known = known;
    this.gate = gate;
    this.endpoint = endpoint;
    this.wire = wire;
    this.quirks = quirks;
    this.policy = endpoint.config().callLimits().over(gate.policy());
    this.retries = new Retries(policy, gate.pauses());
    this.signing = new Signing(gate, endpoint);
    this.socket =
        endpoint.config().transport() == Transport.WEBSOCKETS
            ? new SocketRoute(gate, endpoint, wire, signing)
            : null;
  }

  @Override
  public ModelStream stream(ModelRequest request, RetryListener listener) {
    if (request.model().isBlank()) {
      throw new ModelException.InvalidRequest(
          CallFailure.of(
              "No model was given.",
              "Set the model: with a provider of your own it is required (`latchkey models` lists"
                  + " what the provider offers)."));
    }
    tellOnce(listener);
    URI url = endpoint.call(request.model());
    Quirks asListed = known.quirks(endpoint, request.model(), quirks);
    tellLowered(request, asListed, listener);
    Learning learning = learning(request, asListed);
    Duration turn = policy.turn();
    Long deadline = turn.isZero() ? null : System.nanoTime() + turn.toNanos();
    int lessons = 0;
    for (int attempt = 1; ; attempt++) {
      Trouble trouble =
          Trouble.of(endpoint, url, request, attempt).discreet(gate.strangers(endpoint));
      try {
        HttpRequest http = http(url, request, learning);
        ModelStream stream =
            attempt(new SocketCall(request, learning, http, trouble, deadline, listener));
        learning.taken(listener);
        return stream;
      } catch (FailedAttempt failed) {
        if (learning.from(trouble.located(failed.failure()), listener)) {
          lessons++;
        } else {
          again(failed, trouble, attempt - lessons, deadline, listener);
        }
      }
    }
  }

  @Override
  public String wire() {
    return endpoint.wireApi().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ModelFacts facts(String wireModel) {
    return known.of(endpoint, wireModel);
  }

  @Override
  public void inquire(String wireModel, String session) {
    new ModelInquiry(gate, endpoint, known).about(wireModel, session);
  }

  @Override
  public void taken(String wireModel, long promptTokens, RetryListener listener) {
    ModelFacts believed = known.of(endpoint, wireModel);
    known
        .dialects()
        .taken(endpoint.place(wireModel), promptTokens, believed)
        .ifPresent(tokens ->
            listener.noticed(
                new CallNotice(
                    CallNotice.LIMIT,
                    "\"%s\" took a prompt of %,d tokens, more than was thought possible; from now on that is its limit. It works."
                        .formatted(wireModel, tokens))));
  }

  private ModelStream attempt(SocketCall call) throws FailedAttempt {
    ModelStream overSocket = socket == null ? null : socket.open(call);
    return overSocket != null
        ? overSocket
        : signing.send(call.http(), call.trouble(), signed -> open(signed, call));
  }

  private Learning learning(ModelRequest request, Quirks asListed) {
    return new Learning(
        known.dialects(),
        endpoint.place(request.model()),
        asListed,
        now -> Bodies.write(wire, request, now, endpoint.config().extension().extraBody()));
  }

  private void tellOnce(RetryListener listener) {
    if (told.compareAndSet(false, true)) {
      endpoint
          .warnings()
          .forEach(text -> listener.noticed(new CallNotice(CallNotice.CORRECTED, text)));
    }
  }

  /**
   * A cap that is the user's is lowered to what the list says, since more is refused; told once.
   */
  private void tellLowered(ModelRequest request, Quirks asListed, RetryListener listener) {
    Integer cap = request.maxOutputTokens();
    int most = asListed.outputLimit();
    boolean byList = most > 0 && quirks.outputLimit() == 0;
    if (byList && cap != null && cap > most && lowered.compareAndSet(false, true)) {
      listener.noticed(
          new CallNotice(
              CallNotice.LOWERED,
              "\"%s\" writes at most %,d tokens, says the provider's list; that is asked for instead of the configured %,d. Set latchkey.quirks.outputLimit if the list is wrong."
                  .formatted(request.model(), most, cap)));
    }
  }

  private HttpRequest http(URI url, ModelRequest request, Learning learning) {
    Quirks now = learning.quirks();
    boolean streams = (request.stream() || now.alwaysStream()) && now.streaming();
    Map<String, String> own = new TreeMap<>(wire.headers(request, now));
    own.put("user-agent", UserAgent.of(request.variables()));
    own.put("accept", streams ? "text/event-stream, application/json" : "application/json");
    HttpRequest.Builder http =
        HttpRequest.newBuilder(url)
            // over plain http the client would offer an upgrade that breaks common servers
            .version(
                url.getScheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .POST(BodyPublishers.ofByteArray(learning.body()));
    endpoint.headers(own, request.headers(), request.variables()).forEach(http::setHeader);
    return http.setHeader("content-type", "application/json").build();
  }

  private ModelStream open(HttpRequest http, SocketCall call) throws FailedAttempt {
    Trouble trouble = call.trouble();
    HttpStream.Silence silence = HttpStream.Silence.of(policy, endpoint);
    Watchdog.Watch watch = gate.watchdog().watch(call.deadline());
    try {
      InputStream body = new Attempt(gate, watch, trouble).send(http, silence.events());
      ReplyReader reader = wire.reader(call.learning().quirks());
      HttpStream stream = new HttpStream(body, reader, watch, silence, trouble);
      stream.begin();
      return stream;
    } catch (ModelException failure) {
      watch.close();
      throw FailedAttempt.of(failure);
    } catch (FailedAttempt failure) {
      watch.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
  }

  /** Waits for the next attempt, or throws what failed because there is none. */
  private void again(
      FailedAttempt failed,
      Trouble trouble,
      int attempt,
      @Nullable Long deadline,
      RetryListener listener) {
    ModelException failure = trouble.located(failed.failure());
    Duration wait = retries.wait(failed, attempt);
    if (wait == null) {
      throw failure;
    }
    if (deadline != null && deadline - System.nanoTime() < wait.toNanos()) {
      throw trouble.located(trouble.timeout(Phase.TURN));
    }
    listener.retrying(failure, attempt, wait);
    try {
      gate.pauses().sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw trouble.located(trouble.cancelled());
    }
  }
}
