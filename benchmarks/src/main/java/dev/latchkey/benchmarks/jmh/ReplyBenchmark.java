package dev.latchkey.benchmarks.jmh;

import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.ReplyReader;
import dev.latchkey.providers.wire.Slice;
import dev.latchkey.providers.wire.SseReader;
import dev.latchkey.providers.wire.completions.CompletionsWire;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reading an answer: per chunk. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyBenchmark {
  private static final int CHUNKS = 1000;
  private static final int PORTION = 16 * 1024;

  private final byte[] reply = Streams.completions(CHUNKS);

  /** Cutting bytes into server-sent events. */
  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public void sse(Blackhole hole) {
    feed(new SseReader(new Sink(hole, null)));
  }

  /** The same, and what Chat Completions makes of them. */
  @Benchmark
  @OperationsPerInvocation(CHUNKS)
  public void completions(Blackhole hole) {
    Quirks quirks = Quirks.DEFAULT;
    feed(new SseReader(new Sink(hole, new CompletionsWire().reader(quirks))));
  }

  private void feed(SseReader reader) {
    for (int at = 0; at < reply.length; at += PORTION) {
      reader.feed(reply, at, Math.min(PORTION, reply.length - at));
    }
    reader.end();
  }

  private record Sink(Blackhole hole, @Nullable ReplyReader reader) implements SseReader.Sink {
    @Override
    public void event(@Nullable String name, Slice data) {
      if (reader == null) {
        hole.consume(data);
      } else {
        reader.event(name, data, this::take);
      }
    }

    private void take(ModelEvent event) {
      hole.consume(event);
    }

    @Override
    public void garbage(Slice line) {
      throw new IllegalStateException(line.utf8());
    }
  }
}
