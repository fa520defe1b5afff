package dev.latchkey.providers.credential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.ModelException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What credentials need of the world: the time, and questions to whoever issues tokens. */
public interface TokenCalls {
  /** The time now. */
  Instant now();

  /** How long getting a key or token may take where its source has no limit of its own. */
  Duration limit();

  /**
   * The JSON document at {@code url}. Blocks; interruption cancels.
   *
   * @throws ModelException when there is none; its words hold no secrets
   */
  JsonNode get(URI url, Map<String, String> headers);

  /**
   * The answer to a form. Blocks; interruption cancels.
   *
   * @throws ModelException when there is none; its words hold no secrets
   */
  JsonNode form(URI url, Map<String, String> fields);
}
