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

  /** Headers the request needs on this wire, e.g. {@code anthropic-version}; lower-case names. */
  Map<String, String> headers(ModelRequest request, Quirks quirks);

  /**
   * Whether the wire has a field for the response format of {@code request} and the server takes it
   * there. Only then does {@link #encode} get a request with a format.
   */
  boolean carriesFormat(ModelRequest request, Quirks quirks);

  /** The JSON body of a request, UTF-8. Sends only what is set. */
  byte[] encode(ModelRequest request, Quirks quirks);

  /** A fresh reader for one reply. */
  ReplyReader reader(Quirks quirks);
}
