package dev.latchkey.providers.credential;

import dev.latchkey.providers.Secret;
import dev.latchkey.providers.endpoint.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** One shell command that has ended: what it printed, bounded, and how it ended. */
record ShellRun(int status, String output, String errors, Redactor redactor) {
  private static final int LIMIT_BYTES = 64 * 1024;
  private static final int SHOWN = 300;

  /** Runs it to its end; interruption ends it with everything it started. */
  static ShellRun of(String command, Map<String, String> environment) throws InterruptedException {
    Process process = start(command, environment);
    try {
      FutureTask<String> output = reading(process.getInputStream());
      FutureTask<String> errors = reading(process.getErrorStream());
      int status = process.waitFor();
      String text = output.get();
      return new ShellRun(status, text, errors.get(), redactor(environment, text));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The output of a command could not be read", e.getCause());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(String command, Map<String, String> environment) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    ProcessBuilder builder =
        windows
            ? new ProcessBuilder("cmd.exe", "/d", "/s", "/c", command)
            : new ProcessBuilder("/bin/sh", "-c", command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException _) {
      throw CredentialErrors.none(
          "The credential command could not be started.",
          "Check that a shell can be started by the user this runs as.");
    }
  }

  /** Keeps what fits and reads on, so that the command never waits for a reader. */
  private static FutureTask<String> reading(InputStream in) {
    FutureTask<String> task =
        new FutureTask<>(() -> {
          try (in) {
            byte[] kept = in.readNBytes(LIMIT_BYTES);
            in.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
          } catch (IOException _) {
            return "";
          }
        });
    Thread.ofVirtual().name("latchkey-credential-output").start(task);
    return task;
  }

  private static Redactor redactor(Map<String, String> environment, String output) {
    Stream<String> variables =
        environment.entrySet().stream()
            .filter(variable -> Redactor.sensitive(variable.getKey()))
            .map(Map.Entry::getValue);
    return Redactor.hiding(Stream.concat(variables, output.lines()).map(Secret::of).toList());
  }

  /** The first line of its errors that says something, without secrets. */
  String firstError() {
    String line =
        errors.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    String clean = redactor.text(line);
    return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
  }
}
