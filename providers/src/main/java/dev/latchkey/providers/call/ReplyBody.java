package dev.latchkey.providers.call;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.ReplyErrors;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.ReportedError;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.SseReader;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands a reply's bytes to its reader, as events or as one document. Which of the two it is shows
 * in the first character; content types lie too often to ask them.
 */
final class ReplyBody {
  private static final int DOCUMENT_LIMIT = 64 * 1024 * 1024;

  private final ReplyReader reader;
  private final Consumer<ModelEvent> out;
  private final ByteArrayOutputStream document = new ByteArrayOutputStream(0);
  private final SseReader events;
  private Kind kind = Kind.UNKNOWN;

  private enum Kind {
    UNKNOWN,
    EVENTS,
    DOCUMENT,
    HTML
  }

  ReplyBody(ReplyReader reader, Consumer<ModelEvent> out) {
    this.reader = reader;
    this.out = out;
    this.events = new SseReader(new ToReader());
  }

  private final class ToReader implements SseReader.Sink {
    @Override
    public void event(@Nullable String name, Slice data) {
      reader.event(name, data, out);
    }

    @Override
    public void garbage(Slice line) {
      throw ReplyErrors.unreadable("The reply should be server-sent events", line);
    }
  }

  void feed(byte[] bytes, int offset, int length) {
    if (kind == Kind.UNKNOWN) {
      kind = kind(bytes, offset, length);
    }
    switch (kind) {
      case UNKNOWN -> {}
      case EVENTS -> events.feed(bytes, offset, length);
      case DOCUMENT, HTML -> {
        document.write(bytes, offset, length);
        if (document.size() > DOCUMENT_LIMIT) {
          throw ReplyErrors.unreadable(
              "The reply should be smaller than " + DOCUMENT_LIMIT + " bytes", collected());
        }
      }
    }
  }

  private static Kind kind(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      switch (bytes[i]) {
        // white space and the byte order mark say nothing yet
        case ' ', '\t', '\r', '\n', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> {}
        case '{', '[' -> {
          return Kind.DOCUMENT;
        }
        case '<' -> {
          return Kind.HTML;
        }
        default -> {
          return Kind.EVENTS;
        }
      }
    }
    return Kind.UNKNOWN;
  }

  void end() {
    switch (kind) {
      case UNKNOWN -> throw ReplyErrors.cutOff("it was empty.");
      case EVENTS -> events.end();
      case DOCUMENT -> reader.document(withoutMark(collected()), out);
      case HTML -> throw html();
    }
    reader.end(out);
  }

  private Slice collected() {
    return Slice.of(document.toByteArray());
  }

  private static Slice withoutMark(Slice text) {
    boolean marked = text.length() > 3 && text.array()[text.offset()] == (byte) 0xEF;
    return marked ? new Slice(text.array(), text.offset() + 3, text.length() - 3) : text;
  }

  private ModelException html() {
    String page = collected().utf8();
    return new ModelException.BadResponse(
        CallFailure.builder(
                "A web page answered instead of a model API: "
                    + ReportedError.ofBody(page).message())
            .body(page)
            .build(),
        false);
  }
}
