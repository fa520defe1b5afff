package dev.latchkey.providers.wire.completions;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The blocks of one reply, numbered in the order they began, done when the reply is. */
final class Blocks {
  private final List<Supplier<Content>> open = new ArrayList<>();

  /** Opens a block; {@code whole} makes it when the reply has ended. */
  int open(Supplier<Content> whole) {
    open.add(whole);
    return open.size() - 1;
  }

  void finish(Consumer<ModelEvent> out) {
    for (int index = 0; index < open.size(); index++) {
      out.accept(new ModelEvent.BlockDone(index, open.get(index).get()));
    }
  }
}
