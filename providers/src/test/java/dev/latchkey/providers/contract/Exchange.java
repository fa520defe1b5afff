package dev.latchkey.providers.contract;

import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call from its request to its terminal event.
 *
 * @param events empty when it failed before the first one
 * @param failure why it failed at its start, or what its last event says
 */
record Exchange(List<ModelEvent> events, @Nullable ModelException failure) {
  Exchange {
    events = List.copyOf(events);
  }

  static Exchange of(Supplier<ModelStream> call) {
    List<ModelEvent> events = new ArrayList<>();
    try (ModelStream stream = call.get()) {
      do {
        events.add(stream.next());
      } while (!events.getLast().terminal());
    } catch (ModelException failure) {
      return new Exchange(events, failure);
    }
    boolean failed = events.getLast() instanceof ModelEvent.Failed;
    return new Exchange(events, failed ? ((ModelEvent.Failed) events.getLast()).cause() : null);
  }

  /** Why it failed; fails the test when it did not. */
  ModelException failed() {
    if (failure == null) {
      throw new AssertionError("expected a failure, got " + events);
    }
    return failure;
  }

  /** Why it ended; fails the test when it failed. */
  FinishReason finished() {
    if (failure == null && events.getLast() instanceof ModelEvent.Finished(FinishReason reason)) {
      return reason;
    }
    throw new AssertionError("expected an answer, got " + events, failure);
  }

  private MessageAssembler assembled() {
    MessageAssembler assembler = new MessageAssembler();
    events.forEach(assembler::accept);
    return assembler;
  }

  Message message() {
    return new Message(Message.Role.ASSISTANT, assembled().content());
  }

  Usage usage() {
    return assembled().usage();
  }

  /** The text of the finished blocks. */
  String text() {
    return blocks(Content.Text.class).stream()
        .map(Content.Text::text)
        .collect(Collectors.joining());
  }

  /** The text as it came in. */
  String streamedText() {
    return events.stream()
        .map(event -> event instanceof ModelEvent.TextDelta(_, String text) ? text : "")
        .collect(Collectors.joining());
  }

  List<Content.ToolCall> calls() {
    return blocks(Content.ToolCall.class);
  }

  String reasoning() {
    return blocks(Content.Reasoning.class).stream()
        .map(Content.Reasoning::text)
        .collect(Collectors.joining());
  }

  private <T extends Content> List<T> blocks(Class<T> kind) {
    return assembled().content().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
