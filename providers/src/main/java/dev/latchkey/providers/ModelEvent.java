package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/**
 * One step of a model's reply. Deltas carry what is new and the index of the block they belong to,
 * never the message so far; {@link MessageAssembler} puts them together.
 */
public sealed interface ModelEvent {
  /** The provider began to answer. */
  record Started(@Nullable String responseId, @Nullable String model) implements ModelEvent {}

  /** More visible text. */
  record TextDelta(int index, String text) implements ModelEvent {}

  /** More reasoning text. */
  record ReasoningDelta(int index, String text) implements ModelEvent {}

  /**
   * More of a tool call. {@code id} and {@code name} are set on the first delta of a call and null
   * afterwards; {@code arguments} is a fragment of the call's JSON text.
   */
  record ToolCallDelta(int index, @Nullable String id, @Nullable String name, String arguments)
      implements ModelEvent {}

  /**
   * A block is complete. {@code block} is the whole block, and what history must replay: for
   * reasoning it carries the provider's signature or encrypted form.
   */
  record BlockDone(int index, Content block) implements ModelEvent {}

  /** Token counts so far; the last one counts. */
  record UsageReported(Usage usage) implements ModelEvent {}

  /** The reply is complete. Terminal. */
  record Finished(FinishReason reason) implements ModelEvent {}

  /** The reply broke off. Terminal; what came before stays valid but incomplete. */
  record Failed(ModelException cause) implements ModelEvent {}

  /** Whether this event ends its stream. */
  default boolean terminal() {
    return this instanceof Finished || this instanceof Failed;
  }
}
