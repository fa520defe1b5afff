package dev.latchkey.benchmarks.jmh;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.net.EgressGuard;
import dev.latchkey.providers.net.Network;
import dev.latchkey.providers.net.NetworkOptions;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Match;
import dev.latchkey.simulator.script.Reply;
import dev.latchkey.simulator.script.Script;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One model call, straight and through the proxy inside the process. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RelayBenchmark {
  private static final ModelRequest REQUEST =
      ModelRequest.builder("m").messages(List.of(Message.user("Hi"))).build();

  /** Straight; looked at for a stranger (relay only); through SOCKS (relay and a proxy). */
  @Param({"straight", "guarded", "socks"})
  private String way = "straight";

  /** How many pieces the answer comes in. */
  @Param({"1", "2000"})
  private int chunks = 1;

  private final Simulator model = Simulator.start();
  private Socks socks;
  private Providers providers;
  private ModelProvider provider;

  /** Opens the way. */
  @Setup
  public void open() throws IOException {
    String[] pieces = Collections.nCopies(chunks, "word ").toArray(new String[0]);
    model.script(Script.EMPTY.when(Match.ANY, Reply.chunks(pieces)));
    socks = Socks.to(model.port());
    Network plain = Network.of(Map.of());
    boolean guarded = way.equals("guarded");
    providers =
        Providers.open(
            CallPolicy.DEFAULT,
            guarded ? plain.with(EgressGuard.refusing(List.of("127.0.0.0/8"))) : plain);
    String proxy = way.equals("socks") ? "socks5h://127.0.0.1:" + socks.port() : "direct";
    String url = way.equals("socks") ? "http://models.test" : model.baseUrl();
    provider =
        providers.connect(
            ProviderConfig.builder(url + "/v1")
                .network(new NetworkOptions(proxy, null, null, null))
                .build());
  }

  /** Closes everything. */
  @TearDown
  public void close() throws IOException {
    provider.close();
    providers.close();
    socks.close();
    model.close();
  }

  /** The whole call, its answer read to the end. */
  @Benchmark
  public void call(Blackhole hole) {
    try (ModelStream stream = provider.stream(REQUEST, RetryListener.NONE)) {
      ModelEvent event;
      do {
        event = stream.next();
        hole.consume(event);
      } while (!event.terminal());
    }
  }
}
