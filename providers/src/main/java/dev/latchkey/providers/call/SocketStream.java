package dev.latchkey.providers.call;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Transport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reply over a socket. Closing it frees the socket for the next call, or closes it. */
final class SocketStream implements ModelStream {
  private final ModelStream reply;
  private final Consumer<@Nullable ModelException> whenDone;
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile @Nullable ModelException failure;

  /** {@code whenDone} gets what the reply failed with, once. */
  SocketStream(ModelStream reply, Consumer<@Nullable ModelException> whenDone) {
    this.reply = reply;
    this.whenDone = whenDone;
  }

  @Override
  public ModelEvent next() {
    ModelEvent event = reply.next();
    if (event instanceof ModelEvent.Failed failed) {
      failure = failed.cause();
    }
    return event;
  }

  @Override
  public Transport transport() {
    return Transport.WEBSOCKETS;
  }

  @Override
  public void close() {
    reply.close();
    if (done.compareAndSet(false, true)) {
      whenDone.accept(failure);
    }
  }
}
