package dev.latchkey.providers.call;

import dev.latchkey.providers.net.EgressCounter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import org.jspecify.annotations.Nullable;

/** The body of a reply, which notes how much of it was taken. */
final class CountedBody extends FilterInputStream {
  private final EgressCounter.Receipt receipt;

  private CountedBody(InputStream in, EgressCounter.Receipt receipt) {
    super(in);
    this.receipt = receipt;
  }

  /** {@code body}, noting its bytes on {@code receipt}; null for none. */
  static @Nullable InputStream of(@Nullable InputStream body, EgressCounter.Receipt receipt) {
    return body == null ? null : new CountedBody(body, receipt);
  }

  /** Bodies that note their bytes on {@code receipt}. */
  static BodyHandler<InputStream> on(EgressCounter.Receipt receipt) {
    return _ ->
        BodySubscribers.mapping(
            BodySubscribers.ofInputStream(), in -> new CountedBody(in, receipt));
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    receipt.received(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    receipt.received(Math.max(0, count));
    return count;
  }
}
