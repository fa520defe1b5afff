package dev.latchkey.runtime.loop;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.runtime.context.ContextSize;
import java.util.Objects;

/** A rendered conversation, ready to be sent. */
public record Prompt(ModelRequest request, ContextSize tokens) {
  public Prompt {
    Objects.requireNonNull(request);
    Objects.requireNonNull(tokens);
  }
}
