package dev.latchkey.providers.wire;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives every tool call of one reply an id of its own: the provider's where it is usable, else one
 * made up here. Servers leave ids out, leave them empty or use one twice, and a result could then
 * not be told from another.
 */
public final class CallIds {
  private final Set<String> used = new HashSet<>();
  private final Supplier<String> maker;

  private CallIds(Supplier<String> maker) {
    this.maker = maker;
  }

  /** Ids that are unique beyond this reply. */
  public static CallIds random() {
    return new CallIds(() -> "call_" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** Ids {@code call_1}, {@code call_2}, ...: for tests. */
  public static CallIds counted() {
    int[] last = {0};
    return new CallIds(() -> "call_" + ++last[0]);
  }

  /** The id for a call the provider calls {@code wanted}. */
  public String assign(@Nullable String wanted) {
    String id = wanted == null ? "" : wanted.strip();
    while (id.isEmpty() || !used.add(id)) {
      id = maker.get();
    }
    return id;
  }
}
