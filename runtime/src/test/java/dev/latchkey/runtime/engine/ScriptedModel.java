package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that answers as its script says, and remembers what it was asked. */
final class ScriptedModel implements ModelProvider {
  /** One answer. */
  @FunctionalInterface
  interface Answer {
    ModelStream begin(ModelRequest request, RetryListener listener);
  }

  private final BlockingQueue<Answer> script = new LinkedBlockingQueue<>();
  private final List<ModelRequest> requests = new ArrayList<>();
  final CountDownLatch hanging = new CountDownLatch(1);
  final AtomicInteger closedStreams = new AtomicInteger();

  ScriptedModel then(Answer answer) {
    script.add(answer);
    return this;
  }

  ScriptedModel says(String text) {
    return events(text(0, text), new ModelEvent.Finished(FinishReason.STOP));
  }

  ScriptedModel stopsAt(FinishReason reason, String text) {
    return events(text(0, text), new ModelEvent.Finished(reason));
  }

  ScriptedModel calls(Content.ToolCall... calls) {
    List<ModelEvent> events = new ArrayList<>();
    for (int i = 0; i < calls.length; i++) {
      events.add(new ModelEvent.ToolCallDelta(i, calls[i].id(), calls[i].name(), ""));
      events.add(new ModelEvent.BlockDone(i, calls[i]));
    }
    events.add(new ModelEvent.Finished(FinishReason.TOOL_CALLS));
    return events(events.toArray(ModelEvent[]::new));
  }

  ScriptedModel fails(ModelException cause) {
    return then((_, _) -> {
      throw cause;
    });
  }

  /** Says a word and then nothing until it is interrupted. */
  ScriptedModel hangs() {
    return then((_, _) ->
        new Stream(List.of(new ModelEvent.TextDelta(0, "Let me"))) {
          @Override
          ModelEvent end() {
            hanging.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            return new ModelEvent.Failed(
                new ModelException.Cancelled(CallFailure.of("cancelled", "")));
          }
        });
  }

  ScriptedModel events(ModelEvent... events) {
    return then((_, _) -> new Stream(expanded(List.of(events))));
  }

  /** A text block as a delta, the block and what it cost. */
  static ModelEvent text(int index, String text) {
    return new ModelEvent.BlockDone(index, new Content.Text(text));
  }

  private static List<ModelEvent> expanded(List<ModelEvent> events) {
    List<ModelEvent> all = new ArrayList<>();
    all.add(new ModelEvent.Started("resp-1", "test-model"));
    for (ModelEvent event : events) {
      if (event instanceof ModelEvent.BlockDone(int index, Content.Text(String text, _))) {
        all.add(new ModelEvent.TextDelta(index, text));
      }
      if (event.terminal()) {
        all.add(new ModelEvent.UsageReported(new Usage(10L, 2L, 4L, null, null)));
      }
      all.add(event);
    }
    return all;
  }

  @Override
  public ModelStream stream(ModelRequest request, RetryListener listener) {
    synchronized (requests) {
      requests.add(request);
    }
    Answer answer = script.poll();
    if (answer == null) {
      throw new ModelException.InvalidRequest(
          CallFailure.of("The script is at its end.", "Add an answer to the test."));
    }
    return answer.begin(request, listener);
  }

  List<ModelRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  ModelRequest lastRequest() {
    return requests().getLast();
  }

  /** Plays a list of events. */
  class Stream implements ModelStream {
    private final List<ModelEvent> events;
    private int next;

    Stream(List<ModelEvent> events) {
      this.events = events;
    }

    @Override
    public ModelEvent next() {
      return next < events.size() ? events.get(next++) : end();
    }

    ModelEvent end() {
      return events.getLast();
    }

    @Override
    public void close() {
      closedStreams.incrementAndGet();
    }
  }
}
