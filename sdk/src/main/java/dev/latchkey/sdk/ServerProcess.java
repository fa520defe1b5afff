package dev.latchkey.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A runtime in a child process. The last part of what it writes to standard error is kept. */
public final class ServerProcess {

  private static final int KEPT_CHARS = 64 * 1024;
  private static final long WAIT_SECONDS = 10;
  private static final Pattern PORT =
      Pattern.compile("listening on port (\\d+)", Pattern.CASE_INSENSITIVE);

  private final Process process;
  private final StringBuilder errors = new StringBuilder();
  private final Thread errorReader;

  private ServerProcess(Process process) {
    this.process = process;
    this.errorReader = new Thread(this::readErrors, "cli-stderr-reader");
    errorReader.setDaemon(true);
    errorReader.start();
  }

  /** Starts a program; a null directory is inherited. */
  static ServerProcess start(
      List<String> command, Map<String, String> environment, @Nullable Path directory)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    return new ServerProcess(builder.start());
  }

  Process process() {
    return process;
  }

  /** Waits until the program says which port it listens on. */
  int announcedPort() throws IOException {
    // The stream is closed afterwards: the program writes nothing else there.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher m = PORT.matcher(line);
        if (m.find()) {
          return Integer.parseInt(m.group(1));
        }
      }
    }
    throw new IOException("the program ended before it listened");
  }

  /** What the program has written to standard error lately. Waits for it if the program is gone. */
  public String errorText() {
    try {
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        errorReader.join(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (errors) {
      return errors.toString().strip();
    }
  }

  /** Whether the program has ended, waiting a moment for one that is just ending. */
  public boolean ended() {
    try {
      return process.waitFor(500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** Asks the program to end and kills it if it does not. */
  public void stop() {
    process.destroy();
    if (!waitFor(WAIT_SECONDS)) {
      kill();
    }
  }

  /** Kills the program and what it started. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    waitFor(WAIT_SECONDS);
  }

  private boolean waitFor(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void readErrors() {
    try (InputStream in = process.getErrorStream();
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      char[] buffer = new char[4096];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        keep(new String(buffer, 0, n));
      }
    } catch (IOException e) {
      // The pipe breaks when the program is killed; what was read is kept.
    }
  }

  private void keep(String text) {
    synchronized (errors) {
      errors.append(text);
      if (errors.length() > KEPT_CHARS) {
        errors.delete(0, errors.length() - KEPT_CHARS);
      }
    }
  }
}
