package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.MessageAssembler;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.Usage;
import dev.latchkey.runtime.SessionException;
import dev.latchkey.runtime.context.AssistantReply;
import dev.latchkey.runtime.context.HistoryView;
import dev.latchkey.runtime.context.SummaryRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has a model summarise a conversation. */
final class SummaryCall {
  /** Of the window, for the request: estimates are estimates, and an answer needs room too. */
  private static final double SHARE = 0.95;

  private static final int MAX_WORDS = 1_500;

  /** A summary may take so many tokens of a window, and a word about as many as this. */
  private static final int SHARE_OF_SUMMARY = 10;

  private static final int CHARS_PER_TOKEN = 4;
  private static final int LEAST_CHARS = 1_000;
  private static final Duration BROKEN_WAIT = Duration.ofSeconds(1);

  private final SessionParts parts;
  private final Compaction.Order order;
  private final RetryListener ear;
  private final Told told;
  private boolean opened;

  /**
   * A summary and what it took.
   *
   * @param model name on the wire of the model that wrote it
   */
  record Summary(
      String text, String model, Usage usage, Duration duration, @Nullable String apiCallId) {}

  /** A call on behalf of a compaction; {@code told} hears what people should know of it. */
  SummaryCall(SessionParts parts, Compaction.Order order, Told told) {
    this.parts = parts;
    this.order = order;
    this.ear =
        new RetryListener() {
          @Override
          public void retrying(ModelException cause, int attempt, Duration wait) {
            // the work goes on meanwhile, and the end of the compaction tells how it went
          }

          @Override
          public void noticed(CallNotice notice) {
            told.warning(notice.code(), notice.message());
          }
        };
    this.told = told;
  }

  /** Hears of warnings. */
  @FunctionalInterface
  interface Told {
    void warning(String type, String message);
  }

  /**
   * The summary of {@code history}.
   *
   * @throws ModelException when there is none
   * @throws InterruptedException when the thread is interrupted; the connection is closed by then
   */
  Summary ask(HistoryView history) throws InterruptedException {
    ModelBinding at = summariser();
    long room = (long) (parts.meter().chars(at.promptLimit()) * SHARE);
    try {
      return answered(at, request(at, history, room));
    } catch (ModelException.ContextOverflow _) {
      // its window is smaller than anybody knew, or the estimate is: half is enough in any case
      int learned = at.provider().facts(at.wireModel()).promptLimit().value();
      return answered(at, text(history, Math.min(room, parts.meter().chars(learned)) / 2));
    }
  }

  /** The model that a configuration names for it, else the conversation's own. */
  private ModelBinding summariser() {
    String named = order.binding().config().extension().compaction().model();
    if (named == null) {
      return order.binding();
    }
    try {
      return parts.model().named(named);
    } catch (SessionException | ModelException e) {
      if (parts.model().first("compaction " + named)) {
        told.warning(
            "compaction.model",
            "Summaries are written by \"%s\", as latchkey.compaction.model cannot be used: %s"
                .formatted(order.binding().model(), e.getMessage()));
      }
      return order.binding();
    }
  }

  private SummaryRequest request(ModelBinding at, HistoryView history, long room) {
    boolean own =
        at.config().equals(order.binding().config())
            && at.wireModel().equals(order.binding().wireModel());
    return own
        ? SummaryRequest.within(order.system(), history, order.tools(), task(), room)
        : text(history, room);
  }

  private SummaryRequest text(HistoryView history, long room) {
    return SummaryRequest.text(history.messages(), task(), room);
  }

  private String task() {
    long words = order.tokenLimit() / SHARE_OF_SUMMARY / 2;
    return SummaryRequest.task(Math.clamp(words, 80, MAX_WORDS), order.wishes());
  }

  /** The longest summary that is taken as it is. */
  private int mostChars() {
    long chars = order.tokenLimit() * CHARS_PER_TOKEN / SHARE_OF_SUMMARY * 2;
    return Math.clamp(chars, LEAST_CHARS, 10 * MAX_WORDS);
  }

  private Summary answered(ModelBinding at, SummaryRequest asked) throws InterruptedException {
    try {
      return twice(at, asked);
    } catch (ModelException.Cancelled _) {
      throw new InterruptedException("summary cancelled");
    }
  }

  /** An answer that broke off is asked for once more; all else was tried again by the provider. */
  private Summary twice(ModelBinding at, SummaryRequest asked) throws InterruptedException {
    try {
      return once(at, asked);
    } catch (ModelException e) {
      if (!opened || !e.retryable()) {
        throw e;
      }
    }
    parts.pause().pause(BROKEN_WAIT);
    return once(at, asked);
  }

  private Summary once(ModelBinding at, SummaryRequest asked) {
    Clock clock = parts.engine().clock();
    Instant began = clock.instant();
    MessageAssembler assembler = new MessageAssembler();
    String id = null;
    FinishReason finish = FinishReason.STOP;
    opened = false;
    try (ModelStream stream = at.provider().stream(modelRequest(at, asked), ear)) {
      opened = true;
      for (ModelEvent event = stream.next(); ; event = stream.next()) {
        assembler.accept(event);
        if (event instanceof ModelEvent.Started started) {
          id = started.responseId();
        } else if (event instanceof ModelEvent.Failed failed) {
          throw failed.cause();
        } else if (event instanceof ModelEvent.Finished finished) {
          finish = finished.reason();
          break;
        }
      }
    }
    Duration time = Duration.between(began, clock.instant());
    Duration took = time.isNegative() ? Duration.ZERO : time;
    parts.meter().calledBeside(at.wireModel(), assembler.usage(), took);
    String text = text(assembler.content(), finish);
    return new Summary(text, at.wireModel(), assembler.usage(), took, id);
  }

  private String text(List<Content> content, FinishReason finish) {
    String text = new AssistantReply(content).text().strip();
    if (text.isEmpty() || finish == FinishReason.CONTENT_FILTER) {
      throw new ModelException.ContentRefused(
          CallFailure.of(
              "The model wrote no summary.", "Name another one in latchkey.compaction."));
    }
    int most = mostChars();
    return text.length() <= most ? text : text.substring(0, most) + "\n[… shortened]";
  }

  private ModelRequest modelRequest(ModelBinding at, SummaryRequest asked) {
    List<ToolSpec> tools = asked.tools();
    return ModelRequest.builder(at.wireModel())
        .system(asked.system())
        .messages(asked.messages())
        .tools(tools)
        .answerOnly(!tools.isEmpty())
        .citations(parts.options().citations())
        .stream(parts.options().streaming())
        .maxOutputTokens(at.outputCap())
        .cacheKey(parts.id())
        .variables(
            Map.of("session.id", parts.id(), "turn.id", parts.id(), "agent.id", order.agentId()))
        .build();
  }
}
