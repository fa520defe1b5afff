package dev.latchkey.runtime.loop;

import dev.latchkey.providers.ModelRequest;
import java.util.Objects;

/** A rendered conversation, ready to be sent. */
public record Prompt(ModelRequest request, TokenEstimate tokens) {
  public Prompt {
    Objects.requireNonNull(request);
    Objects.requireNonNull(tokens);
  }
}
