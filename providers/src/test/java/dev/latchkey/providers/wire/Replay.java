package dev.latchkey.providers.wire;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader made of one reply.
 *
 * @param failure what it threw, null when it did not
 */
public record Replay(List<ModelEvent> events, @Nullable ModelException failure) {

  /** Plays a fixture of server-sent events; its first line says where it is from. */
  public static Replay stream(ReplyReader reader, String fixture) {
    return of(reader, text(fixture));
  }

  /** Plays server-sent events given as text. */
  public static Replay of(ReplyReader reader, String stream) {
    return run(events -> {
      for (String block : stream.split("\n\n", -1)) {
        play(reader, block, events);
      }
      reader.end(events::add);
    });
  }

  /** Plays a fixture that is one JSON document after the line that says where it is from. */
  public static Replay document(ReplyReader reader, String fixture) {
    String text = text(fixture);
    return run(events -> {
      reader.document(Slice.of(text.substring(text.indexOf('\n'))), events::add);
      reader.end(events::add);
    });
  }

  /** The text of a fixture. */
  public static String text(String fixture) {
    try (InputStream in = Replay.class.getResourceAsStream("/" + fixture)) {
      if (in == null) {
        throw new IllegalArgumentException("No fixture " + fixture);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void play(ReplyReader reader, String block, List<ModelEvent> events) {
    String name = null;
    StringBuilder data = new StringBuilder();
    for (String line : block.split("\n", -1)) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.append(line.substring(6));
      }
    }
    if (!data.isEmpty()) {
      reader.event(name, Slice.of(data.toString()), events::add);
    }
  }

  private interface Body {
    void run(List<ModelEvent> events);
  }

  private static Replay run(Body body) {
    List<ModelEvent> events = new ArrayList<>();
    try {
      body.run(events);
      return new Replay(events, null);
    } catch (ModelException failure) {
      return new Replay(events, failure);
    }
  }
}
