package dev.latchkey.conformance.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The distribution as a server of its own process, and what that process uses (on Linux). */
public final class ServedProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("listening on port (\\d+)");
  private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** Room that the collector left between objects, to move fewer of them. */
  private static final Pattern FILLER_BYTES =
      Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+\\S*jdk\\.internal\\.vm\\.Filler");

  private final Process process;
  private final int port;
  private final Path home;

  /**
   * What a process holds.
   *
   * @param threads of the operating system
   * @param files open ones, sockets included
   * @param liveBytes of its heap after a collection
   */
  public record Holdings(int threads, int files, long liveBytes) {}

  private ServedProcess(Process process, int port, Path home) {
    this.process = process;
    this.port = port;
    this.home = home;
  }

  /** Starts it with its sessions in {@code target/conformance/<name>}. */
  public static ServedProcess start(String name) throws IOException {
    Path home = Path.of("target", "conformance", name).toAbsolutePath();
    Directories.delete(home);
    Files.createDirectories(home);
    ProcessBuilder builder =
        new ProcessBuilder(Distribution.command().toString(), "--headless")
            .directory(home.toFile())
            .redirectError(home.resolve("errors.txt").toFile());
    Environment.clean(builder.environment());
    builder.environment().put("COPILOT_HOME", home.toString());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    Matcher port = PORT.matcher(line == null ? "" : line);
    if (!port.find()) {
      throw new IOException("the server announced no port but: " + line);
    }
    return new ServedProcess(process, Integer.parseInt(port.group(1)), home);
  }

  public int port() {
    return port;
  }

  /** Where it keeps its sessions and settings. */
  public Path home() {
    return home;
  }

  /** The journal of a session. */
  public Path journal(String sessionId) {
    return home.resolve("session-state").resolve(sessionId).resolve("events.jsonl");
  }

  /** What it wrote to standard error. */
  public String errors() throws IOException {
    return Files.readString(home.resolve("errors.txt"));
  }

  /** What it holds now, garbage collected. */
  public Holdings holdings() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = LIVE_BYTES.matcher(said);
    if (histogram.waitFor() != 0 || !total.find()) {
      throw new IOException("no histogram: " + said.lines().limit(5).toList());
    }
    long fillers =
        FILLER_BYTES.matcher(said).results().mapToLong(row -> Long.parseLong(row.group(1))).sum();
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    return new Holdings(
        count(proc.resolve("task")),
        count(proc.resolve("fd")),
        Long.parseLong(total.group(1)) - fillers);
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return (int) entries.count();
    }
  }

  /** Ends it and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
