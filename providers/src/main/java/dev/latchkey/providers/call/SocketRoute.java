package dev.latchkey.providers.call;

import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.Wire;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way over one WebSocket that stays open between the calls of a session. It carries one call at
 * a time; a second one meanwhile, the call after a broken one, and all calls to a server that takes
 * no WebSockets go over HTTP.
 */
final class SocketRoute implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(5);

  /** After such a rest a socket is only used when its other end answers. */
  private static final Duration LONG_REST = Duration.ofSeconds(10);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

  /** A refusal that a new key or a quieter moment may lift, and any other. */
  private static final Duration REFUSED_FOR_NOW = Duration.ofMinutes(5);

  private static final Duration REFUSED = Duration.ofHours(1);
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 425, 429);

  /** What a server says when a new socket and the whole conversation will help. */
  private static final Set<String> START_OVER =
      Set.of("previous_response_not_found", "websocket_connection_limit_reached");

  private final HttpGate gate;
  private final Endpoint endpoint;
  private final Wire wire;
  private final Signing signing;
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable KeptSocket kept;
  private @Nullable FailedAttempt refusal;
  private @Nullable Instant notBefore;
  private boolean told;
  private volatile boolean httpNext;
  private volatile boolean closed;

  SocketRoute(HttpGate gate, Endpoint endpoint, Wire wire, Signing signing) {
    this.gate = gate;
    this.endpoint = endpoint;
    this.wire = wire;
    this.signing = signing;
  }

  /**
   * Makes the call over the socket.
   *
   * @return null when it should go over HTTP
   * @throws FailedAttempt when it failed before anything was shown
   */
  @Nullable ModelStream open(SocketCall call) throws FailedAttempt {
    if (!busy.compareAndSet(false, true)) {
      return null;
    }
    ModelStream stream = null;
    try {
      stream = admitted() ? exchange(call) : null;
      return stream;
    } catch (FailedAttempt failed) {
      broke(failed.failure());
      throw failed;
    } finally {
      if (stream == null) {
        release();
      }
    }
  }

  private boolean admitted() {
    if (httpNext) {
      httpNext = false;
      return false;
    }
    Instant until = notBefore;
    return !closed && (until == null || !gate.pauses().now().isBefore(until));
  }

  private @Nullable ModelStream exchange(SocketCall call) throws FailedAttempt {
    KeptSocket open = kept;
    if (open != null && open.suits(call.headers()) && alive(open)) {
      SocketBody body = new SocketBody(open.socket());
      try {
        return over(open, body, call);
      } catch (FailedAttempt failed) {
        boolean stale = !body.anything() && failed.failure() instanceof ModelException.Connection;
        if (!stale && !startsOver(failed.failure())) {
          throw failed;
        }
      }
    }
    forget();
    return fresh(call);
  }

  private static boolean alive(KeptSocket open) {
    try {
      return open.alive(LONG_REST, SIGN_OF_LIFE);
    } catch (InterruptedException _) {
      // whoever waits next notices
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A key that an open socket no longer satisfies may only be an old one. */
  private static boolean startsOver(ModelException failure) {
    String code = failure.failure().code();
    return failure instanceof ModelException.Authentication
        || (code != null && START_OVER.contains(code));
  }

  private @Nullable ModelStream fresh(SocketCall call) throws FailedAttempt {
    try {
      return signing.send(
          call.opening(),
          call.trouble(),
          signed -> {
            forget();
            KeptSocket opened = connect(signed, call);
            kept = opened;
            return over(opened, new SocketBody(opened.socket()), call);
          });
    } catch (FailedAttempt failed) {
      if (!failed.equals(refusal)) {
        throw failed;
      }
      refused(failed.failure(), call);
      return null;
    }
  }

  private KeptSocket connect(HttpRequest signed, SocketCall call) throws FailedAttempt {
    call.trouble().overSocket(true);
    try (Watchdog.Watch watch = gate.watchdog().watch(call.deadline())) {
      Attempt attempt = new Attempt(gate, watch, call.trouble());
      return new KeptSocket(attempt.connect(signed, silence().events()), call.headers());
    } catch (FailedAttempt failed) {
      refusal = failed.failure().failure().status() == null ? null : failed;
      throw failed;
    }
  }

  private void refused(ModelException failure, SocketCall call) {
    Integer status = failure.failure().status();
    boolean passing = status != null && (PASSING.contains(status) || status >= 500);
    notBefore = gate.pauses().now().plus(passing ? REFUSED_FOR_NOW : REFUSED);
    call.trouble().overSocket(false);
    if (!told) {
      told = true;
      call.listener()
          .noticed(
              new CallNotice(
                  CallNotice.FELL_BACK,
                  "%s opens no WebSocket (HTTP %s); the session goes on over HTTP. Leave out"
                          .formatted(call.trouble().shown(call.http().uri()), status)
                      + " \"transport\": \"websockets\" to skip the attempt."));
    }
  }

  private ModelStream over(KeptSocket open, SocketBody body, SocketCall call) throws FailedAttempt {
    Trouble trouble = call.trouble();
    trouble.overSocket(true);
    Quirks quirks = call.learning().quirks();
    byte[] sent = call.learning().body();
    Watchdog.Watch watch = gate.watchdog().watch(call.deadline());
    SocketReader reader = new SocketReader(wire.reader(quirks), body, gate.pauses()::now);
    HttpStream stream = new HttpStream(body, reader, watch, silence(), trouble);
    watch.expect(ModelException.Timeout.Phase.FIRST_BYTE, silence().events(), body::close);
    try {
      open.socket().send(SocketFrame.of(sent, open.takeSeen()));
      stream.begin();
      return new SocketStream(
          stream, failure -> ended(open, failure, () -> conversation(call, quirks, sent, reader)));
    } catch (IOException broken) {
      boolean gaveUp = Thread.currentThread().isInterrupted();
      throw given(stream, trouble.broken(broken, watch.expired(), gaveUp));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw given(stream, trouble.cancelled());
    } catch (ModelException failure) {
      throw given(stream, failure);
    }
  }

  private static FailedAttempt given(HttpStream stream, ModelException failure) {
    stream.close();
    return FailedAttempt.of(failure);
  }

  private HttpStream.Silence silence() {
    return HttpStream.Silence.of(endpoint.config().callLimits().over(gate.policy()), endpoint);
  }

  private @Nullable SeenConversation conversation(
      SocketCall call, Quirks quirks, byte[] sent, SocketReader reader) {
    String id = reader.completeResponse();
    if (id == null) {
      return null;
    }
    List<Message> messages = new ArrayList<>(call.request().messages());
    List<Content> reply = reader.content();
    messages.add(new Message(Message.Role.ASSISTANT, reply));
    ModelRequest grown = call.request().with().messages(messages).build();
    byte[] withReply = Bodies.write(wire, grown, quirks, endpoint.config().extension().extraBody());
    return SeenConversation.after(sent, withReply, id);
  }

  private void ended(
      KeptSocket open, @Nullable ModelException failure, KeptSocket.Conversation conversation) {
    if (failure != null) {
      broke(failure);
    }
    open.saw(conversation);
    release();
  }

  /** What broke over the socket is tried again over HTTP; what was refused was at least carried. */
  private void broke(ModelException failure) {
    httpNext =
        failure instanceof ModelException.Connection
            || failure instanceof ModelException.Timeout
            || failure instanceof ModelException.BadResponse;
  }

  /** The next call may come. */
  private void release() {
    KeptSocket open = kept;
    if (open != null && (closed || !open.socket().open())) {
      forget();
    } else if (open != null) {
      open.rest(gate.watchdog(), IDLE);
    }
    busy.set(false);
  }

  private void forget() {
    KeptSocket open = kept;
    kept = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the socket: now, or when the call under way has ended. */
  @Override
  public void close() {
    closed = true;
    if (busy.compareAndSet(false, true)) {
      forget();
      busy.set(false);
    }
  }
}
