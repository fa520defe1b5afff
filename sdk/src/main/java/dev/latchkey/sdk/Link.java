package dev.latchkey.sdk;

import dev.latchkey.protocol.Transport;
import org.jspecify.annotations.Nullable;

/**
 * An open way to a runtime.
 *
 * @param transport carries the messages
 * @param process the child process, if the runtime is one
 * @param owned whether the client ends the runtime together with itself
 * @param token what {@code connect} presents; null for none
 */
public record Link(
    Transport transport, @Nullable ServerProcess process, boolean owned, @Nullable String token) {

  @Override
  public String toString() {
    return "Link[process=" + (process != null) + ", owned=" + owned + "]";
  }
}
