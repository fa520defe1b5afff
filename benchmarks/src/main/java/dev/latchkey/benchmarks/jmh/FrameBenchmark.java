package dev.latchkey.benchmarks.jmh;

import dev.latchkey.protocol.Frame;
import dev.latchkey.protocol.StreamTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Messages between client and server: per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
  private static final int MESSAGES = 1000;
  private static final int BODY = 400;
  private static final String HEADER = "Content-Length: " + BODY + "\r\n\r\n";

  private final byte[] incoming = Streams.frames(MESSAGES);
  private final Frame outgoing = Frame.of("x".repeat(BODY).getBytes(StandardCharsets.UTF_8));
  private final Streams.Counting client = new Streams.Counting();
  private final StreamTransport transport =
      StreamTransport.open(InputStream.nullInputStream(), client, client);
  private long sent;

  /** Reading from a stream. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void read(Blackhole hole) throws IOException {
    StreamTransport in =
        StreamTransport.open(
            new ByteArrayInputStream(incoming), OutputStream.nullOutputStream(), () -> {});
    for (Frame frame = in.receive(); frame != null; frame = in.receive()) {
      hole.consume(frame);
    }
    in.close();
  }

  /** Sending until the last one has been written, by the transport's own thread. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void write() throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      transport.send(outgoing);
    }
    sent += (long) MESSAGES * (HEADER.length() + BODY);
    client.await(sent);
  }

  /** Ends the transport's thread. */
  @TearDown(Level.Trial)
  public void close() {
    transport.close();
  }
}
