package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.courier.CourierReply;
import dev.latchkey.providers.courier.MessageSocket;
import dev.latchkey.providers.courier.UpgradeRefused;
import dev.latchkey.providers.net.Relays;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange: sends the request and returns the reply if it is a success. */
final class Attempt {
  private static final int ERROR_LIMIT = 64 * 1024;
  private static final int MOST_REDIRECTS = 5;
  private static final Duration ERROR_BODY = Duration.ofSeconds(10);

  private final HttpGate gate;
  private final Watchdog.Watch watch;
  private final Trouble trouble;

  Attempt(HttpGate gate, Watchdog.Watch watch, Trouble trouble) {
    this.gate = gate;
    this.watch = watch;
    this.trouble = trouble;
  }

  /**
   * The body of a successful reply, nothing of it read. Blocks until its headers are here.
   *
   * @throws FailedAttempt when the request failed or was refused
   */
  InputStream send(HttpRequest request, Duration firstByte) throws FailedAttempt {
    HttpRequest current = request;
    for (int hop = 0; ; hop++) {
      CourierReply reply = exchange(current, firstByte);
      trouble.requestId(HttpFailures.requestId(reply.headers()));
      int status = reply.status();
      if (status >= 200 && status < 300) {
        InputStream body = reply.body();
        return body == null ? InputStream.nullInputStream() : body;
      }
      HttpRequest next = hop < MOST_REDIRECTS ? redirected(current, reply) : null;
      if (next == null) {
        throw refused(reply);
      }
      close(reply.body());
      current = next;
    }
  }

  private CourierReply exchange(HttpRequest request, Duration firstByte) throws FailedAttempt {
    return await(
        request.uri(),
        () -> gate.sendAsync(request, trouble.errand()),
        firstByte,
        late -> close(late.body()));
  }

  /**
   * A WebSocket that {@code opening} asked for. Blocks until it stands.
   *
   * @throws FailedAttempt when it could not be opened; with a status when it was refused
   */
  MessageSocket connect(HttpRequest opening, Duration firstByte) throws FailedAttempt {
    return await(
        opening.uri(),
        () -> gate.connectAsync(opening, trouble.errand()),
        firstByte,
        MessageSocket::close);
  }

  @FunctionalInterface
  private interface Departure<T> {
    CompletableFuture<T> leave() throws InterruptedException;
  }

  private <T> T await(URI url, Departure<T> departure, Duration firstByte, Consumer<T> discard)
      throws FailedAttempt {
    CompletableFuture<T> reply = null;
    try {
      reply = departure.leave();
      CompletableFuture<T> sent = reply;
      watch.expect(Phase.FIRST_BYTE, firstByte, () -> abandon(sent, discard));
      return reply.get();
    } catch (InterruptedException _) {
      abandon(reply, discard);
      Thread.currentThread().interrupt();
      throw FailedAttempt.of(trouble.cancelled());
    } catch (CancellationException _) {
      Phase expired = watch.expired();
      throw FailedAttempt.of(expired == null ? trouble.cancelled() : trouble.timeout(expired));
    } catch (ExecutionException e) {
      throw failed(url, e.getCause() == null ? e : e.getCause());
    }
  }

  private FailedAttempt failed(URI url, Throwable cause) {
    if (cause instanceof UpgradeRefused refused) {
      trouble.requestId(HttpFailures.requestId(refused.headers()));
      return HttpFailures.of(refused.status(), refused.headers(), "", gate.pauses().now());
    }
    if (cause instanceof ModelException known) {
      return FailedAttempt.of(known);
    }
    ModelException failure =
        trouble.broken(
            gate.explained(url, trouble.errand(), cause),
            watch.expired(),
            Thread.currentThread().isInterrupted());
    String said = String.valueOf(cause.getMessage());
    boolean stale =
        failure instanceof ModelException.Connection
            && (said.contains("received no bytes") || said.contains("Connection reset"));
    return stale ? FailedAttempt.onStaleConnection(failure) : FailedAttempt.of(failure);
  }

  private static <T> void abandon(@Nullable CompletableFuture<T> reply, Consumer<T> discard) {
    if (reply != null && !reply.cancel(true)) {
      var _ = reply.thenAccept(discard);
    }
  }

  /** 307 and 308 keep the request as it is; credentials never follow to another server. */
  private static @Nullable HttpRequest redirected(HttpRequest request, CourierReply reply) {
    URI target = target(reply);
    boolean keepsRequest = reply.status() == 307 || reply.status() == 308;
    if (target == null || !keepsRequest || !sameServer(request.uri(), target)) {
      return null;
    }
    return HttpRequest.newBuilder(request, (_, _) -> true).uri(target).build();
  }

  private static @Nullable URI target(CourierReply reply) {
    String location = reply.headers().firstValue("location").orElse("");
    try {
      return location.isEmpty() ? null : reply.url().resolve(location);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean sameServer(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(other.getAuthority());
  }

  private FailedAttempt refused(CourierReply reply) {
    int status = reply.status();
    // a proxy that refuses a tunnel answers without a body
    InputStream words = reply.body();
    String body = words == null ? "" : errorBody(words);
    if (watch.expired() == Phase.TURN) {
      return FailedAttempt.of(trouble.timeout(Phase.TURN));
    }
    if (reply.headers().firstValue(Relays.NO_CONNECTION).isPresent()) {
      return FailedAttempt.of(trouble.broken(new IOException(body), null, false));
    }
    if (status >= 300 && status < 400) {
      URI target = target(reply);
      return FailedAttempt.of(
          HttpFailures.redirected(status, target == null ? null : trouble.shown(target)));
    }
    return HttpFailures.of(status, reply.headers(), body, gate.pauses().now());
  }

  /** What there is of the body; an error without its words is still an error. */
  private String errorBody(InputStream in) {
    watch.expect(Phase.BETWEEN_CHUNKS, ERROR_BODY, () -> close(in));
    byte[] body = new byte[ERROR_LIMIT];
    int length = 0;
    try (in) {
      while (length < body.length) {
        int count = in.read(body, length, body.length - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
    } catch (IOException _) {
      return new String(body, 0, length, StandardCharsets.UTF_8);
    }
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  static void close(@Nullable InputStream in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException _) {
      // nobody wants the rest of it
      return;
    }
  }
}
