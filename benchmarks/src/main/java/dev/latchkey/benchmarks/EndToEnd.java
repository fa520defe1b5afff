package dev.latchkey.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Measures a server that speaks the protocol over standard streams, against the simulator, and
 * prints a table with the targets. See docs/benchmarks.md.
 */
public final class EndToEnd {
  private static final Path DISTRIBUTION = Path.of("app/target/latchkey/bin/latchkey");

  private final PrintStream out;

  private EndToEnd(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the bench. Arguments: {@code --cli PATH} for another server than the distribution just
   * built; {@code --tiny} for few repetitions, which shows only that it runs.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path cli = DISTRIBUTION;
    Scale scale = Scale.FULL;
    for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--cli" -> cli = Path.of(rest.next());
        case "--tiny" -> scale = Scale.TINY;
        default ->
            throw new IllegalArgumentException(
                "unknown argument " + argument + "; there are --cli PATH and --tiny");
      }
    }
    run(cli, scale, System.out);
  }

  /** Runs the bench and prints the table. */
  static void run(Path cli, Scale scale, PrintStream out) throws IOException, InterruptedException {
    if (!Files.isExecutable(cli)) {
      throw new IllegalArgumentException(
          cli + " is not executable; build it with `mvn -DskipTests package` or pass --cli PATH");
    }
    try (Model model = Model.start(scale.chunks())) {
      new EndToEnd(out).table(new Bench(cli.toAbsolutePath(), scale, model));
    }
  }

  private void table(Bench bench) throws IOException, InterruptedException {
    out.println(
        "%s %s, %d processors, load before %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                load()));
    out.println();
    out.println("| what | measured | target | |");
    out.println("|---|---|---|---|");
    bench.starts().forEach(this::print);
    bench.turns().forEach(this::print);
    print(bench.concurrency());
    bench.memory().forEach(this::print);
    print(bench.history());
  }

  private void print(Row row) {
    out.println(row.markdown());
  }

  private static String load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    if (!Files.exists(file)) {
      return "unknown";
    }
    String averages = Files.readString(file);
    return averages.substring(0, averages.indexOf(' '));
  }
}
