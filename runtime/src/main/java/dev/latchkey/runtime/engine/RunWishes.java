package dev.latchkey.runtime.engine;

import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.runtime.UserInput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the message that begins a run wants of its model calls.
 *
 * @param headers extra headers of every call
 * @param format of the final answer; null for any text
 */
record RunWishes(Map<String, String> headers, @Nullable ResponseFormat format) {
  static final RunWishes NONE = new RunWishes(Map.of(), null);

  RunWishes {
    headers = Map.copyOf(headers);
  }

  static RunWishes of(UserInput input) {
    return new RunWishes(input.requestHeaders(), input.responseFormat());
  }
}
