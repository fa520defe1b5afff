package dev.latchkey.conformance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Node and the official TypeScript SDK in {@code target/node}, put there on first use. */
final class NodeInstallation {
  private static final int OLDEST = 20;
  private static final Path SOURCE = Path.of("node").toAbsolutePath();
  private static final Path TARGET = Path.of("target", "node").toAbsolutePath();

  private NodeInstallation() {}

  /** Why the suites cannot run here; empty when they can. */
  static Optional<String> obstacle() {
    return Found.OBSTACLE;
  }

  /**
   * The directory to run from. Installs without optional packages, which are the vendor's native
   * runtime, and without scripts; needs no network when the installation is there already.
   */
  static synchronized Path directory() throws IOException, InterruptedException {
    Files.createDirectories(TARGET);
    // suites run in several processes at once
    try (FileChannel lock =
            FileChannel.open(
                TARGET.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock.lock()) {
      install();
      copySuites();
    }
    return TARGET;
  }

  private static void install() throws IOException, InterruptedException {
    Path lock = SOURCE.resolve("package-lock.json");
    Path installed = TARGET.resolve("installed.json");
    if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
      return;
    }
    for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
      Files.copy(SOURCE.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    run("npm", "ci", "--omit=optional", "--ignore-scripts", "--prefer-offline");
    Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Only what changed is replaced: Node of another process may read the rest. */
  private static void copySuites() throws IOException {
    Path target = Files.createDirectories(TARGET.resolve("suites"));
    try (Stream<Path> suites = Files.list(SOURCE.resolve("suites"))) {
      for (Path suite : suites.toList()) {
        Path copy = target.resolve(suite.getFileName());
        if (!Files.exists(copy) || Files.mismatch(suite, copy) >= 0) {
          Files.copy(suite, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(TARGET.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed in " + TARGET + ":\n" + output);
    }
  }

  private static Optional<String> look() {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Process npm = new ProcessBuilder("npm", "--version").redirectErrorStream(true).start();
      npm.getInputStream().readAllBytes();
      int major = Integer.parseInt(version.strip().substring(1).split("\\.", 2)[0]);
      boolean fits = node.waitFor() == 0 && npm.waitFor() == 0 && major >= OLDEST;
      return fits ? Optional.empty() : Optional.of("found Node " + version.strip());
    } catch (IOException e) {
      return Optional.of("node or npm is not on PATH");
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static final class Found {
    static final Optional<String> OBSTACLE = look();

    private Found() {}
  }
}
