package dev.latchkey.benchmarks.jmh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.github.copilot.generated.AssistantMessageDeltaEvent;
import com.github.copilot.generated.AssistantMessageDeltaEvent.AssistantMessageDeltaEventData;
import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.StreamTransport;
import dev.latchkey.protocol.events.EventWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One event, serialised once, on its way to every client of its session. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FanOutBenchmark {
  private static final byte[] HEAD =
      utf8("{\"jsonrpc\":\"2.0\",\"method\":\"session.event\",\"params\":{\"event\":");
  private static final byte[] TAIL = utf8("}}");

  /** How many clients listen. */
  @Param({"1", "8"})
  public int clients;

  private final JsonFactory json = new JsonFactory();
  private final AssistantMessageDeltaEvent event = delta();
  private final List<StreamTransport> transports = new ArrayList<>();

  private static AssistantMessageDeltaEvent delta() {
    AssistantMessageDeltaEvent event = new AssistantMessageDeltaEvent();
    event.setId(new UUID(1, 2));
    event.setTimestamp(OffsetDateTime.of(2026, 1, 31, 8, 15, 0, 0, ZoneOffset.UTC));
    event.setParentId(new UUID(3, 4));
    event.setEphemeral(true);
    event.setData(new AssistantMessageDeltaEventData(new UUID(5, 6).toString(), " word", null));
    return event;
  }

  /** Connects the clients. */
  @Setup(Level.Trial)
  public void connect() {
    for (int i = 0; i < clients; i++) {
      Streams.Counting client = new Streams.Counting();
      transports.add(StreamTransport.open(InputStream.nullInputStream(), client, client));
    }
  }

  /** Writing the event and queueing it for all of them. */
  @Benchmark
  public void event() throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      EventWriter.write(out, event);
    }
    Frame frame = Frame.of(HEAD, bytes.toByteArray(), TAIL);
    for (StreamTransport transport : transports) {
      transport.send(frame);
    }
  }

  /** Disconnects them. */
  @TearDown(Level.Trial)
  public void disconnect() {
    transports.forEach(StreamTransport::close);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
