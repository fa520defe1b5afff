package dev.latchkey.codegen;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Remembers the description and the generator that the sources were made from, by their hash. */
final class UpToDate {
  private final Path output;
  private final Path stamp;
  private final String hash;

  private UpToDate(Path output, Path stamp, String hash) {
    this.output = output;
    this.stamp = stamp;
    this.hash = hash;
  }

  static UpToDate of(Path schema, Path output) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(schema, digest);
      add(
          Path.of(UpToDate.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
          digest);
      Path stamp = output.resolveSibling(output.getFileName() + ".sha256");
      return new UpToDate(output, stamp, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IOException("Cannot hash the inputs of the code generator", e);
    }
  }

  boolean isCurrent() throws IOException {
    return Files.isDirectory(output) && Files.exists(stamp) && Files.readString(stamp).equals(hash);
  }

  void mark() throws IOException {
    Files.writeString(stamp, hash);
  }

  private static void add(Path fileOrFolder, MessageDigest digest) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(fileOrFolder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
  }
}
