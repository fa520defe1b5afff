package dev.latchkey.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.latchkey.runtime.EmittedEvent;
import dev.latchkey.runtime.EventListener;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UserInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One prompt to one session, printed as it is answered. */
final class AskRun implements EventListener {
  private static final JsonMapper JSON = new JsonMapper();

  private final Terminal terminal;
  private final boolean asJson;
  // Bounded by the run itself: one event per chunk the provider sends, drained while they come.
  private final BlockingQueue<EmittedEvent> events = new LinkedBlockingQueue<>();
  private boolean streamed;
  private boolean failed;
  private long inputTokens;
  private long outputTokens;

  AskRun(Terminal terminal, boolean asJson) {
    this.terminal = terminal;
    this.asJson = asJson;
  }

  @Override
  public void onEvent(EmittedEvent event) {
    events.add(event);
  }

  /** Sends {@code prompt} and prints until the session is idle. */
  ExitCode run(Session session, String prompt) throws InterruptedException {
    long start = System.nanoTime();
    Spinner spinner = Spinner.start(terminal, "waiting for " + session.models().choice().model());
    try {
      session.send(UserInput.of(prompt));
      for (boolean idle = false; !idle; ) {
        EmittedEvent event = events.take();
        if (visible(event.type())) {
          spinner.stop();
        }
        idle = print(event);
      }
    } finally {
      spinner.stop();
    }
    if (!asJson && !failed) {
      terminal.note(usageLine(System.nanoTime() - start));
    }
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  private boolean visible(String type) {
    return asJson
        || type.equals("assistant.message_delta")
        || type.equals("assistant.message")
        || type.equals("session.error")
        || type.equals("session.idle");
  }

  /** Returns whether the run is over. */
  private boolean print(EmittedEvent event) {
    if (asJson) {
      terminal.line(new String(event.json(), java.nio.charset.StandardCharsets.UTF_8));
    }
    switch (event.type()) {
      case "assistant.message_delta" -> delta(data(event).path("deltaContent").asText());
      case "assistant.message" -> message(data(event).path("content").asText());
      case "assistant.usage" -> usage(data(event));
      case "session.error" -> error(data(event));
      case "session.idle" -> {
        return true;
      }
      default -> {}
    }
    return false;
  }

  private void delta(String text) {
    streamed = true;
    if (!asJson) {
      terminal.answer(text);
    }
  }

  private void message(String text) {
    if (asJson || text.isEmpty()) {
      return;
    }
    terminal.line(streamed ? "" : text);
    streamed = false;
  }

  private void usage(JsonNode data) {
    inputTokens += data.path("inputTokens").asLong();
    outputTokens += data.path("outputTokens").asLong();
  }

  private void error(JsonNode data) {
    failed = true;
    if (!asJson) {
      terminal.error(data.path("message").asText(), "");
    }
  }

  private String usageLine(long nanos) {
    return "%d tokens in, %d out, %.2f s".formatted(inputTokens, outputTokens, nanos / 1e9);
  }

  private static JsonNode data(EmittedEvent event) {
    try {
      return JSON.readTree(event.json()).path("data");
    } catch (IOException e) {
      throw new UncheckedIOException("an event of ours is not JSON", e);
    }
  }
}
