package dev.latchkey.providers.wire;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import java.util.Map;

/**
 * One dialect of model API: writes requests, reads replies. Stateless and shared by all calls.
 *
 * <p>URL, credentials, retries and timeouts are not its business.
 */
public interface Wire {
  /** Short name for events and messages: {@code completions}, {@code responses}, ... */
  String name();

  /** Headers every request of this wire needs, e.g. {@code anthropic-version}; lower-case names. */
  Map<String, String> headers();

  /** The JSON body of a request, UTF-8. Sends only what is set. */
  byte[] encode(ModelRequest request, Quirks quirks);

  /** A fresh reader for one reply. */
  ReplyReader reader(Quirks quirks);
}
