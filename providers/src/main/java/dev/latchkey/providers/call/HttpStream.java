package dev.latchkey.providers.call;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelException.Timeout.Phase;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.endpoint.Endpoint;
import dev.latchkey.providers.wire.ReplyReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The events of one HTTP reply, read as they are asked for. */
final class HttpStream implements ModelStream {
  private static final int PORTION = 16 * 1024;
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration MOMENT = Duration.ofMillis(2);

  private final Trouble trouble;
  private final InputStream in;
  private final Watchdog.Watch watch;
  private final Silence silence;
  private final ReplyBody body;
  private final ArrayDeque<ModelEvent> ready = new ArrayDeque<>();
  private final byte[] portion = new byte[PORTION];
  private boolean ended;
  private boolean anyBytes;
  private long lastEvent = System.nanoTime();
  private @Nullable ModelEvent terminal;
  private volatile @Nullable Thread rest;
  private volatile boolean closed;

  HttpStream(
      InputStream in, ReplyReader reader, Watchdog.Watch watch, Silence silence, Trouble trouble) {
    watch.onExpiry(this::cutConnection);
    this.in = in;
    this.watch = watch;
    this.silence = silence;
    this.trouble = trouble;
    this.body = new ReplyBody(reader, ready::add);
  }

  /**
   * How long nothing may come.
   *
   * @param bytes in the middle of a reply
   * @param events likewise, while comments still keep the connection alive
   */
  record Silence(Duration bytes, Duration events) {
    /** What {@code policy} allows this endpoint; {@code events} is also its first-byte limit. */
    static Silence of(CallPolicy policy, Endpoint endpoint) {
      return new Silence(
          policy.betweenChunks(),
          endpoint.host().local() ? policy.firstByteLocal() : policy.firstByte());
    }
  }

  /**
   * Reads up to the first event that shows something; what fails before it can be tried again.
   *
   * @throws ModelException when it fails before
   */
  void begin() {
    while (ready.stream().allMatch(ModelEvent.Started.class::isInstance)) {
      readMore();
    }
    ModelEvent last = ready.getLast();
    boolean nothingShown =
        ready.stream().limit(ready.size() - 1L).allMatch(ModelEvent.Started.class::isInstance);
    if (nothingShown && last instanceof ModelEvent.Failed failed) {
      close();
      throw failed.cause();
    }
  }

  @Override
  public ModelEvent next() {
    while (ready.isEmpty()) {
      if (terminal != null) {
        return terminal;
      }
      readMore();
    }
    ModelEvent event = ready.poll();
    if (event.terminal()) {
      terminal = event;
      readRest();
    }
    return event;
  }

  private void readMore() {
    try {
      if (closed || Thread.currentThread().isInterrupted()) {
        throw trouble.cancelled();
      }
      int count = in.read(portion);
      if (count < 0) {
        ended = true;
        body.end();
      } else {
        sign();
        int before = ready.size();
        body.feed(portion, 0, count);
        anyEvent(ready.size() > before);
      }
    } catch (IOException broken) {
      fail(trouble.broken(broken, watch.expired(), gaveUp()));
    } catch (ModelException failure) {
      fail(failure);
    } catch (RuntimeException bug) {
      // whatever a reader stumbles over, the stream still ends, and ends once
      fail(trouble.unreadable(bug));
    }
  }

  private boolean gaveUp() {
    return closed || Thread.currentThread().isInterrupted();
  }

  private void sign() {
    if (anyBytes) {
      watch.touch();
    } else {
      anyBytes = true;
      watch.expect(Phase.BETWEEN_CHUNKS, silence.bytes(), this::cutConnection);
    }
  }

  private void anyEvent(boolean came) {
    long now = System.nanoTime();
    if (came) {
      lastEvent = now;
    } else if (now - lastEvent > silence.events().toNanos()) {
      throw trouble.timeout(Phase.BETWEEN_CHUNKS);
    }
  }

  /** A reply that was complete stays complete, whatever its connection does afterwards. */
  private void fail(ModelException failure) {
    boolean complete = !ready.isEmpty() && ready.getLast().terminal();
    if (!complete) {
      ready.add(new ModelEvent.Failed(trouble.located(failure)));
    }
    cutConnection();
  }

  /**
   * The last event is read but perhaps not the end of the body, which usually is on its way. Only
   * with it can the connection serve the next call, so somebody must read it.
   */
  private void readRest() {
    if (!ended && !closed && terminal instanceof ModelEvent.Finished) {
      watch.expect(Phase.BETWEEN_CHUNKS, REST, this::cutConnection);
      rest = Thread.ofVirtual().name("latchkey-rest").start(this::drain);
    }
  }

  private void drain() {
    try (watch;
        in) {
      byte[] unwanted = new byte[1024];
      int count;
      do {
        count = in.read(unwanted);
      } while (count >= 0);
    } catch (IOException _) {
      // the reply was complete; only the connection is lost
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread reading = rest;
    if (reading == null) {
      watch.close();
      cutConnection();
    } else if (!Thread.currentThread().isInterrupted()) {
      awaitRest(reading);
    }
  }

  /** Given a moment, the next call finds the connection free. */
  private static void awaitRest(Thread reading) {
    try {
      reading.join(MOMENT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void cutConnection() {
    try {
      in.close();
    } catch (IOException _) {
      // it was to be closed, and it is
      closed = true;
    }
  }
}
