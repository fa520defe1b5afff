package dev.latchkey.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of generated sources: rewrites what changed, deletes what is no longer generated. */
final class SourceTree {
  private final Path root;
  private final Set<Path> written = new HashSet<>();

  SourceTree(Path root) {
    this.root = root;
  }

  void write(String packageName, String typeName, String text) throws IOException {
    Path file = root.resolve(packageName.replace('.', '/')).resolve(typeName + ".java");
    if (!written.add(file)) {
      throw new IllegalStateException("Two types want to be " + packageName + "." + typeName);
    }
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Deletes files of an earlier run that this run did not write. */
  int finish() throws IOException {
    List<Path> stale;
    try (Stream<Path> files = Files.walk(root)) {
      stale = files.filter(f -> Files.isRegularFile(f) && !written.contains(f)).toList();
    }
    for (Path file : stale) {
      Files.delete(file);
    }
    return written.size();
  }
}
