package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.Transport;
import dev.latchkey.runtime.loop.EventSink;
import dev.latchkey.runtime.loop.ModelCaller;
import dev.latchkey.runtime.loop.Prompt;
import dev.latchkey.runtime.loop.Reply;
import dev.latchkey.runtime.loop.RunEvents;
import dev.latchkey.runtime.loop.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model calls of one run.
 *
 * <p>Failures before an answer begins are retried by the provider's own layer and only told of
 * here. An answer that breaks off is asked for again a few times: its first part was paid for, so
 * seldom.
 */
final class ProviderCaller implements ModelCaller {
  static final int MAX_BROKEN_ANSWERS = 2;
  private static final Duration BROKEN_WAIT = Duration.ofSeconds(1);

  private final SessionParts parts;
  private final EventSink events;
  private final Clock clock;
  private long bytes;

  ProviderCaller(SessionParts parts, EventSink events) {
    this.parts = parts;
    this.events = events;
    this.clock = parts.engine().clock();
  }

  @Override
  public Reply call(Turn turn, Prompt prompt) throws InterruptedException {
    ModelBinding binding = parts.binding();
    CallEvents told = new CallEvents(binding, turn, prompt);
    Reply begun = prompt.begun();
    // what is gone on with keeps its id: its deltas and these are one text
    String messageId = begun == null ? UUID.randomUUID().toString() : begun.messageId();
    boolean started = begun != null;
    for (int broken = 0; ; broken++) {
      Attempt attempt = new Attempt(binding, turn, prompt, told, new Answer(messageId, started));
      try {
        return attempt.run();
      } catch (ModelException.Cancelled _) {
        throw new InterruptedException("model call cancelled");
      } catch (ModelException e) {
        events.emit(told.failed(e, attempt.elapsed()));
        if (!attempt.opened || !e.retryable() || broken == MAX_BROKEN_ANSWERS) {
          throw e;
        }
        tellRetry(turn, e, broken + 1, BROKEN_WAIT);
        if (attempt.shown()) {
          events.announce(CallEvents.superseded(messageId));
          messageId = UUID.randomUUID().toString();
          started = false;
        }
        parts.pause().pause(BROKEN_WAIT);
      }
    }
  }

  private void tellRetry(Turn turn, ModelException cause, int attempt, Duration wait) {
    events.emit(RunEvents.turnRetry(turn, CallEvents.retryReason(cause)));
    events.announce(CallEvents.retryNotice(cause, attempt, wait));
  }

  /** How clients know an answer, and whether they were told of its beginning. */
  private record Answer(String messageId, boolean started) {}

  /** One answer, from the first byte asked for to the last read. */
  private final class Attempt implements RetryListener {
    private final ModelBinding binding;
    private final Turn turn;
    private final Prompt prompt;
    private final CallEvents told;
    private final DeltaEvents deltas;
    private final MessageAssembler assembler = new MessageAssembler();
    private final String messageId;
    private final String reasoningId = UUID.randomUUID().toString();
    private Instant began = clock.instant();
    private @Nullable Instant first;
    private long pieces;
    private @Nullable String apiCallId;
    private boolean opened;
    private Transport transport = Transport.HTTP;

    Attempt(ModelBinding binding, Turn turn, Prompt prompt, CallEvents told, Answer answer) {
      this.binding = binding;
      this.turn = turn;
      this.prompt = prompt;
      this.told = told;
      this.messageId = answer.messageId();
      this.deltas = new DeltaEvents(events, turn.parentCallId(), messageId, reasoningId, bytes);
      if (answer.started()) {
        deltas.goesOn();
      }
    }

    /** Whether clients saw some of its text. */
    boolean shown() {
      return deltas.shown();
    }

    Reply run() {
      events.emit(told.usageInfo());
      events.emit(told.started());
      began = clock.instant();
      try (ModelStream stream = binding.provider().stream(prompt.request(), this)) {
        opened = true;
        transport = stream.transport();
        // not before: a first call neither waits for it nor shares a connection with it
        binding.inquire(parts.id());
        return read(stream);
      } finally {
        bytes = deltas.bytes();
      }
    }

    @Override
    public void retrying(ModelException cause, int attempt, Duration wait) {
      events.emit(told.failed(cause, elapsed()));
      tellRetry(turn, cause, attempt, wait);
      events.emit(told.started());
      began = clock.instant().plus(wait);
    }

    @Override
    public void noticed(CallNotice notice) {
      events.emit(SessionEvents.warning(notice.code(), notice.message()));
    }

    private Reply read(ModelStream stream) {
      while (true) {
        ModelEvent event = stream.next();
        assembler.accept(event);
        switch (event) {
          case ModelEvent.Started started -> apiCallId = started.responseId();
          case ModelEvent.Finished finished -> {
            return finished(finished.reason());
          }
          case ModelEvent.Failed failed -> throw failed.cause();
          case ModelEvent.TextDelta _,
              ModelEvent.ReasoningDelta _,
              ModelEvent.ToolCallDelta _,
              ModelEvent.BlockDone _,
              ModelEvent.UsageReported _ ->
              piece(event);
        }
      }
    }

    private void piece(ModelEvent event) {
      pieces++;
      if (first == null) {
        first = clock.instant();
      }
      if (!prompt.request().stream()) {
        return;
      }
      if (event instanceof ModelEvent.TextDelta text) {
        deltas.text(text);
      } else if (event instanceof ModelEvent.ReasoningDelta reasoning) {
        deltas.reasoning(reasoning);
      } else if (event instanceof ModelEvent.ToolCallDelta call) {
        deltas.toolCall(call);
      }
    }

    private Reply finished(FinishReason reason) {
      Reply reply =
          new Reply(
              messageId, reasoningId, assembler.content(), assembler.usage(), reason, apiCallId);
      Duration duration = elapsed();
      parts.meter().called(turn.model(), reply.usage(), duration);
      Long counted = reply.usage().inputTokens();
      if (counted != null && counted > binding.promptLimit()) {
        binding.provider().taken(binding.wireModel(), counted, this);
      }
      events.emit(told.used(reply, transport, CallTimes.of(began, duration, first, pieces)));
      return reply;
    }

    Duration elapsed() {
      Duration time = Duration.between(began, clock.instant());
      return time.isNegative() ? Duration.ZERO : time;
    }
  }
}
