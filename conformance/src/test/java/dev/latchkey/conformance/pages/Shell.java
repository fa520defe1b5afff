package dev.latchkey.conformance.pages;

import dev.latchkey.conformance.client.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs lines as someone who has just installed the distribution would. */
final class Shell {
  private final Path directory;
  private final Map<String, String> variables = new TreeMap<>();

  private Shell(Path directory) {
    this.directory = directory;
  }

  /** A shell with {@code command} as {@code latchkey}, and nothing else of ours. */
  static Shell in(Path directory, Path command) {
    return new Shell(directory)
        .set("PATH", command.getParent() + ":/usr/bin:/bin")
        .set("HOME", directory.toString())
        .set("LATCHKEY_HOME", directory.resolve("home").toString());
  }

  Shell set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  private ProcessBuilder builder(String line) {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors.txt").toFile());
    Environment.clean(builder.environment());
    builder.environment().putAll(variables);
    return builder;
  }

  /** What a line prints; fails when it does not end with 0. */
  String output(String line) throws IOException, InterruptedException {
    Process process = builder(line).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      String said = Files.readString(directory.resolve("errors.txt"));
      throw new AssertionError("%s: status %d%n%s%s".formatted(line, status, out, said));
    }
    return out;
  }

  /** The first line of something that goes on, which is ended then. */
  String firstLineOf(String line) throws IOException, InterruptedException {
    Process process = builder("exec " + line).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      return first == null ? "" : first;
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
