package dev.latchkey.server;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Collects the body of a request whose bytes are all in memory. */
final class RequestBody implements Flow.Subscriber<ByteBuffer> {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private RequestBody() {}

  /** The bytes of the body; none for a request without one. */
  static byte[] of(HttpRequest request) {
    RequestBody body = new RequestBody();
    request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(body));
    return body.bytes.toByteArray();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer part) {
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void onError(Throwable failure) {
    throw new IllegalStateException("A body in memory can always be read.", failure);
  }

  @Override
  public void onComplete() {
    // the bytes are here
  }
}
