package dev.latchkey.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The measurements, each in processes of its own. */
final class Bench {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Path executable;
  private final Scale scale;
  private final ObjectNode provider;

  Bench(Path executable, Scale scale, Model model) {
    this.executable = executable;
    this.scale = scale;
    this.provider = model.provider();
  }

  /** Exec to the first reply, and to the end of the first answer. */
  List<Row> starts() throws IOException, InterruptedException {
    Samples reply = new Samples();
    Samples answer = new Samples();
    for (int i = 0; i < scale.starts(); i++) {
      try (Cli cli = Cli.start(executable)) {
        cli.client().request("ping", Client.JSON.createObjectNode());
        reply.add(cli.age());
        cli.client().turn(cli.client().session(provider), Model.SHORT);
        answer.add(cli.age());
      }
    }
    return List.of(
        Row.atMost("first reply after exec", reply.medianMillis(), 200, "ms"),
        Row.atMost("first answer after exec", answer.medianMillis(), 450, "ms"));
  }

  /** Turns one after the other, a long stream, and new sessions. */
  List<Row> turns() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    try (Cli cli = warm()) {
      rows.addAll(shortTurns(cli));
      String id = cli.client().session(provider);
      Samples stream = new Samples();
      for (int i = 0; i < scale.streams(); i++) {
        stream.add(turn(cli, id, Model.LONG));
      }
      rows.add(
          Row.atMost(
              "stream of %,d chunks".formatted(scale.chunks()), stream.medianMillis(), 300, "ms"));
      Samples creation = new Samples();
      for (int i = 0; i < scale.creations(); i++) {
        long start = System.nanoTime();
        cli.client().session(provider);
        creation.add(System.nanoTime() - start);
      }
      rows.add(Row.atMost("session creation", creation.medianMillis(), 2, "ms"));
    }
    return rows;
  }

  private List<Row> shortTurns(Cli cli) throws IOException, InterruptedException {
    Samples wall = new Samples();
    double cpu = 0;
    for (int left = scale.turns(); left > 0; left -= Scale.WINDOW) {
      String id = cli.client().session(provider);
      Duration before = cli.cpu();
      for (int i = 0; i < Math.min(left, Scale.WINDOW); i++) {
        wall.add(turn(cli, id, Model.SHORT));
      }
      cpu += cli.cpu().minus(before).toNanos() / NANOS_PER_MILLI / scale.turns();
    }
    return List.of(
        Row.atMost("turn, median", wall.medianMillis(), 2, "ms"),
        Row.atMost("turn, processor time", cpu, 3, "ms"));
  }

  /** A server that has done some work, as one that is up for a while. */
  private Cli warm() throws IOException, InterruptedException {
    Cli cli = Cli.start(executable);
    String id = cli.client().session(provider);
    for (int i = 0; i < scale.warmUp(); i++) {
      cli.client().turn(id, Model.SHORT);
    }
    return cli;
  }

  private static long turn(Cli cli, String id, String prompt)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    cli.client().turn(id, prompt);
    return System.nanoTime() - start;
  }

  /** Many sessions at once, each with answers of 50 chunks. */
  Row concurrency() throws IOException, InterruptedException {
    try (Cli cli = warm();
        ExecutorService threads = Executors.newFixedThreadPool(scale.concurrent())) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < scale.concurrent(); i++) {
        ids.add(cli.client().session(provider));
      }
      round(cli, threads, ids, 1);
      long start = System.nanoTime();
      round(cli, threads, ids, scale.rounds());
      double seconds = (System.nanoTime() - start) / NANOS_PER_MILLI / 1000;
      double turns = (double) scale.concurrent() * scale.rounds();
      return Row.atLeast(
          scale.concurrent() + " sessions × 50 chunks", turns / seconds, 500, "turns/s");
    }
  }

  private static void round(Cli cli, ExecutorService threads, List<String> ids, int turns)
      throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (String id : ids) {
      running.add(
          threads.submit(() -> {
            for (int i = 0; i < turns; i++) {
              cli.client().turn(id, Model.FIFTY);
            }
            return null;
          }));
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a concurrent session failed", e);
      }
    }
  }

  /** Resident memory after a first answer, and what each further session adds that took a turn. */
  List<Row> memory() throws IOException, InterruptedException {
    try (Cli cli = Cli.start(executable)) {
      cli.client().turn(cli.client().session(provider), Model.SHORT);
      double base = cli.residentKib();
      for (int i = 0; i < scale.idle(); i++) {
        cli.client().turn(cli.client().session(provider), Model.SHORT);
      }
      double each = (cli.residentKib() - base) / scale.idle();
      return List.of(
          Row.atMost("resident memory after an answer", base / 1024, 120, "MB"),
          Row.atMost("per idle session (%d)".formatted(scale.idle()), each, 100, "KiB"));
    }
  }

  /** How much slower a turn is in a session with a past. */
  Row history() throws IOException, InterruptedException {
    Samples young = new Samples();
    Samples old = new Samples();
    try (Cli cli = warm()) {
      for (int session = 0; session < scale.histories(); session++) {
        String id = cli.client().session(provider);
        for (int i = 0; i < scale.history() + Scale.WINDOW; i++) {
          long nanos = turn(cli, id, Model.SHORT);
          if (i >= scale.history()) {
            old.add(nanos);
          } else if (i >= Scale.WINDOW && i < 2 * Scale.WINDOW) {
            young.add(nanos);
          }
        }
      }
    }
    return Row.atMost(
        "turn after %d turns : after 10".formatted(scale.history()),
        old.medianMillis() / young.medianMillis(),
        2,
        "×");
  }
}
