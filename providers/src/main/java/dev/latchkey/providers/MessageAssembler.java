package dev.latchkey.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Drains a {@link ModelStream} into the message it amounts to. */
public final class MessageAssembler {
  private final TreeMap<Integer, Content> blocks = new TreeMap<>();
  private Usage usage = Usage.UNKNOWN;

  /** Takes in one event; deltas are ignored because their block arrives whole at its end. */
  public void accept(ModelEvent event) {
    switch (event) {
      case ModelEvent.BlockDone done -> blocks.put(done.index(), done.block());
      case ModelEvent.UsageReported reported -> usage = reported.usage();
      case ModelEvent.Started _,
          ModelEvent.TextDelta _,
          ModelEvent.ReasoningDelta _,
          ModelEvent.ToolCallDelta _,
          ModelEvent.Finished _,
          ModelEvent.Failed _ -> {}
    }
  }

  /** The finished blocks, in the order of their indexes. */
  public List<Content> content() {
    return new ArrayList<>(blocks.values());
  }

  /** The last usage reported. */
  public Usage usage() {
    return usage;
  }
}
