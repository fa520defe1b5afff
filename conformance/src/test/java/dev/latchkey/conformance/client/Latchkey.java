package dev.latchkey.conformance.client;

import dev.latchkey.conformance.wire.Tee;
import dev.latchkey.conformance.wire.Traffic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server under test: a command that clients start as they would the real one, with everything
 * that passes by being copied. Servers that tests start themselves end with {@link #close()}.
 */
public final class Latchkey {
  private static final Pattern PORT = Pattern.compile("listening on port (\\d+)");

  private final Path directory;
  private final List<Process> started = new ArrayList<>();

  private Latchkey(Path directory) {
    this.directory = directory;
  }

  /** A server whose command, home and copies are in {@code target/conformance/<name>}. */
  public static Latchkey named(String name) {
    try {
      Path directory = Path.of("target", "conformance", name).toAbsolutePath();
      Latchkey latchkey = new Latchkey(directory);
      Directories.delete(directory);
      Files.createDirectories(latchkey.copies());
      Files.createDirectories(latchkey.work());
      Files.writeString(latchkey.command(), latchkey.script());
      Files.setPosixFilePermissions(
          latchkey.command(), PosixFilePermissions.fromString("rwxr-xr-x"));
      return latchkey;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a client starts. */
  public Path command() {
    return directory.resolve("latchkey");
  }

  /** Where sessions are kept. */
  public Path home() {
    return directory.resolve("home");
  }

  /** The working directory of clients. */
  public Path work() {
    return directory.resolve("work");
  }

  /**
   * Starts a server that listens on a port of its own.
   *
   * @param token what clients must send; empty for none
   * @return the port
   */
  public int listen(String token) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command().toString(), "--headless", "--no-auto-update")
            .directory(work().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Environment.clean(builder.environment());
    builder.environment().put("COPILOT_HOME", home().toString());
    if (!token.isEmpty()) {
      builder.environment().put("COPILOT_CONNECTION_TOKEN", token);
    }
    Process process = builder.start();
    started.add(process);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    Matcher port = PORT.matcher(line == null ? "" : line);
    if (!port.find()) {
      throw new IOException("the server announced no port but: " + line);
    }
    return Integer.parseInt(port.group(1));
  }

  /** Ends the servers that {@link #listen} started. */
  public void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      process.waitFor();
    }
    started.clear();
  }

  /** Ends servers whose clients killed what stood between, as they do when stopping takes long. */
  private void endOrphans() throws IOException {
    Path servers = directory.resolve("servers");
    if (Files.isDirectory(servers)) {
      try (Stream<Path> pids = Files.list(servers)) {
        pids.map(pid -> Long.parseLong(pid.toFile().getName()))
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .filter(Latchkey::isServer)
            .forEach(ProcessHandle::destroy);
      }
    }
  }

  /** Ids of processes that ended are given away again. */
  private static boolean isServer(ProcessHandle process) {
    String image = Distribution.command().resolveSibling("../image").normalize().toString();
    return process.info().command().filter(path -> path.startsWith(image)).isPresent();
  }

  /** Everything that servers said so far. */
  public Traffic traffic() throws IOException {
    return Traffic.of(copies());
  }

  /**
   * Ends what still runs and holds all traffic to the public description of the protocol.
   *
   * @throws AssertionError when something did not fit, or nothing passed by
   */
  public void close() throws IOException, InterruptedException {
    stop();
    endOrphans();
    Traffic traffic = traffic();
    if (!traffic.faults().isEmpty() || traffic.checked() == 0) {
      throw new AssertionError(
          "The traffic in %s (%d messages checked) does not fit the protocol:\n  %s"
              .formatted(directory, traffic.checked(), String.join("\n  ", traffic.faults())));
    }
  }

  private Path copies() {
    return directory.resolve("copies");
  }

  private String script() {
    return """
    #!/bin/sh
    exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp '%s' %s '%s' '%s' "$@"
    """
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Path.of("target", "test-classes").toAbsolutePath(),
            Tee.class.getName(),
            copies(),
            Distribution.command());
  }
}
