package dev.latchkey.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server under measurement: a process spoken to over its standard streams, with its own home. */
final class Cli implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  private final long started;
  private final Process process;
  private final Path home;
  private final Client client;

  private Cli(long started, Process process, Path home) {
    this.started = started;
    this.process = process;
    this.home = home;
    this.client = new Client(new Frames(process.getInputStream(), process.getOutputStream()));
  }

  /** Starts it with the arguments SDKs pass. */
  static Cli start(Path executable) throws IOException {
    Path home = Files.createTempDirectory("bench-home");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    executable.toString(),
                    "--headless",
                    "--no-auto-update",
                    "--stdio",
                    "--log-level",
                    "error"))
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : List.of("HOME", "LATCHKEY_HOME", "COPILOT_HOME")) {
      builder.environment().put(variable, home.toString());
    }
    long now = System.nanoTime();
    return new Cli(now, builder.start(), home);
  }

  Client client() {
    return client;
  }

  /** Nanoseconds since it was started. */
  long age() {
    return System.nanoTime() - started;
  }

  /** Processor time of the process and those it started. */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Resident memory in KiB; 0 where there is no {@code /proc}. */
  long residentKib() throws IOException {
    long sum = kib(process.toHandle());
    for (ProcessHandle child : process.descendants().toList()) {
      sum += kib(child);
    }
    return sum;
  }

  private static long kib(ProcessHandle handle) throws IOException {
    Path status = Path.of("/proc/" + handle.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Trees.delete(home);
  }
}
