import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Turns {@code lib/*.jar} into the distribution: a jlink image of our modules, an AOT cache trained
 * on that image, and the launch script. Run by the build with the JDK whose image it links.
 *
 * <p>The cache is named by a hash of the image, the JDK and the flags, and the script names exactly
 * that file: JDK 25 accepts a stale cache silently and would run old classes from it (JDK-8377932).
 */
public final class Assemble {
  private static final String MAIN = "dev.latchkey.app/dev.latchkey.app.Main";

  /**
   * Must be the same for training and running, or the cache is not used. The quick compiler only: a
   * server's turns are short, and what the optimizing one gains after thousands of them it costs in
   * the first hundreds, twice over, and in memory. A young generation that holds what 64 turns under
   * way need, for the old one is collected only when it reaches its limit.
   */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms32m",
          "-Xmx1g",
          "-Xmn16m",
          "-XX:SurvivorRatio=2",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40");

  private final Path home;

  private Assemble(Path home) {
    this.home = home;
  }

  public static void main(String[] args) throws Exception {
    Assemble assemble = new Assemble(Path.of(args[0]));
    assemble.deleteTree(assemble.home.resolve("image"));
    assemble.link();
    String cache = "latchkey-" + assemble.fingerprint() + ".aot";
    assemble.train(cache);
    assemble.script(Path.of(args[1]), cache);
  }

  private void link() {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IllegalStateException("this JDK has no jlink"));
    int exit =
        jlink.run(
            System.out,
            System.err,
            "--module-path",
            home.resolve("lib").toString(),
            "--add-modules",
            "dev.latchkey.app",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6",
            "--output",
            home.resolve("image").toString());
    if (exit != 0) {
      throw new IllegalStateException("jlink ended with " + exit);
    }
  }

  private String fingerprint() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(home.resolve("image/lib/modules")));
    digest.update(Files.readAllBytes(home.resolve("image/release")));
    digest.update(String.join(" ", FLAGS).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private void train(String cache) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("image/bin/java").toString());
    command.addAll(FLAGS);
    command.add("-Xlog:disable");
    command.add("-Xlog:all=warning:stderr");
    // Profiles of the training run would make every process compile for itself, from its start on,
    // what those few turns had made hot: half of the processor time up to the first answer.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
    command.add("-XX:AOTCacheOutput=" + home.resolve("image/lib").resolve(cache));
    command.addAll(List.of("-m", MAIN, "train"));
    Path log = home.resolveSibling("train.log");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exit != 0 || !Files.exists(home.resolve("image/lib").resolve(cache))) {
      try (PrintStream err = System.err) {
        err.println(Files.readString(log));
      }
      throw new IllegalStateException("training the AOT cache ended with " + exit);
    }
  }

  private void script(Path template, String cache) throws IOException {
    String text =
        Files.readString(template)
            .replace("@FLAGS@", String.join(" ", FLAGS))
            .replace("@CACHE@", cache)
            .replace("@MAIN@", MAIN);
    Path script = Files.createDirectories(home.resolve("bin")).resolve("latchkey");
    Files.writeString(script, text);
    if (script.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
