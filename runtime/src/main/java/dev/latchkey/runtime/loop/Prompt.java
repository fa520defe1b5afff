package dev.latchkey.runtime.loop;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.runtime.context.ContextSize;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rendered conversation, ready to be sent.
 *
 * @param begun the answer that is gone on with; null for a new one
 */
public record Prompt(ModelRequest request, ContextSize tokens, @Nullable Reply begun) {
  public Prompt {
    Objects.requireNonNull(request);
    Objects.requireNonNull(tokens);
  }
}
