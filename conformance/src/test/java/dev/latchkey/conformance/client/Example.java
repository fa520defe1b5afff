package dev.latchkey.conformance.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program of one file, run with what the distribution brings. */
public final class Example {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  private Example(Path directory) {
    this.directory = directory;
    environment.put("COPILOT_HOME", home().toString());
  }

  /** A program in {@code target/conformance/examples/<name>}. */
  public static Example named(String name) throws IOException {
    Path directory = Path.of("target", "conformance", "examples", name).toAbsolutePath();
    Directories.delete(directory);
    Files.createDirectories(directory);
    return new Example(directory);
  }

  /** Where its sessions are kept. */
  public Path home() {
    return directory.resolve("home");
  }

  /** Writes a file of the program. */
  public Example file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
    return this;
  }

  /** Sets an environment variable of the program. */
  public Example environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Compiles and runs a file.
   *
   * @param jars by name, which jars of the distribution are on the class path
   * @return what it printed
   * @throws IOException when it did not end with 0; the message has all its output
   */
  public String java(String file, Predicate<String> jars) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(jars), file));
    return run(new ProcessBuilder(command).directory(directory.toFile()), environment);
  }

  /**
   * Compiles a file for Java 17 and runs it there.
   *
   * @param java where that Java is
   * @param jars by name, which jars of the distribution are on the class path
   * @return what it printed
   * @throws IOException when it did not end with 0; the message has all its output
   */
  public String java17(Path java, String file, Predicate<String> jars)
      throws IOException, InterruptedException {
    String compiler = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
    String sdk = classPath(Distribution::isOfTheSdk);
    run(
        new ProcessBuilder(compiler, "--release", "17", "-proc:none", "-cp", sdk, "-d", ".", file)
            .directory(directory.toFile()),
        environment);
    String main = file.replace(".java", "");
    return run(
        new ProcessBuilder(java.resolve("bin/java").toString(), "-cp", ".:" + classPath(jars), main)
            .directory(directory.toFile()),
        environment);
  }

  private static String classPath(Predicate<String> wanted) throws IOException {
    Path lib = Distribution.command().resolveSibling("../lib").normalize();
    try (Stream<Path> jars = Files.list(lib)) {
      return String.join(
          ":",
          jars.filter(jar -> wanted.test(jar.toFile().getName())).map(Path::toString).toList());
    }
  }

  static String run(ProcessBuilder builder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Environment.clean(builder.environment());
    builder.environment().putAll(environment);
    Path errors = Files.createTempFile("conformance", ".err");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String said = Files.readString(errors);
    if (process.waitFor() != 0) {
      Files.delete(errors);
      throw new IOException(builder.command() + " failed:\n" + output + said);
    }
    Files.delete(errors);
    return output;
  }
}
