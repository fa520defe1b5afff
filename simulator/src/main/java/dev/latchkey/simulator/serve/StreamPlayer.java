package dev.latchkey.simulator.serve;

import dev.latchkey.simulator.http.BodyWriter;
import dev.latchkey.simulator.http.HttpConnection;
import dev.latchkey.simulator.script.Fault;
import dev.latchkey.simulator.script.Pace;
import dev.latchkey.simulator.wire.EventSink;
import dev.latchkey.simulator.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends the events of one answer at its pace, and breaks it off where a fault says so. */
final class StreamPlayer implements EventSink {
  private static final Duration COMMENT_EVERY = Duration.ofMillis(50);

  private final HttpConnection connection;
  private final BodyWriter body;
  private final Layout layout;
  private final Pace pace;
  private final Breakage breakage;
  private boolean broken;
  private int sent;

  /** Where a stream breaks and in which format its error would be; a null fault for nowhere. */
  record Breakage(WireFormat format, @Nullable Fault fault, int afterEvents) {}

  StreamPlayer(
      HttpConnection connection, BodyWriter body, Layout layout, Pace pace, Breakage breakage) {
    this.connection = connection;
    this.body = body;
    this.layout = layout;
    this.pace = pace;
    this.breakage = breakage;
  }

  @Override
  public void event(@Nullable String name, String data) throws IOException {
    if (sent > 0 && !pace.perChunk().isZero()) {
      connection.pause(pace.perChunk());
    }
    if (sent == breakage.afterEvents()) {
      strike(name, data);
    }
    send(layout.event(name, data));
    sent++;
  }

  @Override
  public void raw(String characters) throws IOException {
    send(characters.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the stream well, unless its fault is still to come. */
  void end() throws IOException {
    strike(null, "{}");
    send(layout.end());
    body.end();
  }

  private void send(byte[] bytes) throws IOException {
    if (pace.bytesPerWrite() > 0) {
      body.addInPieces(bytes, pace.bytesPerWrite());
    } else {
      body.add(bytes);
      if (!pace.perChunk().isZero()) {
        body.flush();
      }
    }
  }

  /** Lets the fault happen, once. Faults that leave the stream alive return. */
  private void strike(@Nullable String name, String data) throws IOException {
    Fault fault = breakage.fault();
    if (fault == null || broken) {
      return;
    }
    broken = true;
    body.flush();
    switch (fault) {
      case BAD_JSON -> send(layout.event(name, data.substring(0, data.length() / 2)));
      case GARBAGE_LINE -> raw("%% garbage that is no field %%\n\n");
      case ERROR_IN_STREAM -> {
        breakage.format().error(this, "server_error", "Simulated error inside the stream.");
        body.end();
        throw new StreamBroken();
      }
      case COMMENTS_FOREVER -> commentForever();
      case HANG_MID_STREAM -> connection.hang();
      case RESET_MID_STREAM -> {
        connection.reset();
        throw new StreamBroken();
      }
      default -> {
        connection.cut();
        throw new StreamBroken();
      }
    }
  }

  private void commentForever() throws IOException {
    while (true) {
      raw(": keep-alive\n\n");
      body.flush();
      connection.pause(COMMENT_EVERY);
    }
  }
}
