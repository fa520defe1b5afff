package dev.latchkey.runtime.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The directory of one session: who holds it, what is in it. */
record SessionDirectory(String sessionId, Path path) {
  private static final long OWN_PID = ProcessHandle.current().pid();
  private static final String INDEX =
      """
      # Checkpoints

      | # | Title | File |
      |---|-------|------|
      """;

  Path events() {
    return path.resolve("events.jsonl");
  }

  Path facts() {
    return path.resolve("workspace.yaml");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Whether there is at least one event. */
  boolean hasEvents() {
    return events().toFile().length() > 0;
  }

  boolean present() {
    return Files.isDirectory(path);
  }

  /** Creates the directory and marks it as held by this process. */
  void create() throws IOException {
    PrivateFiles.createDirectories(path);
    lock();
  }

  /** Creates what a workspace consists of besides its facts. */
  void layOutWorkspace() throws IOException {
    PrivateFiles.createDirectories(checkpoints());
    PrivateFiles.createDirectories(path.resolve("files"));
    PrivateFiles.createDirectories(path.resolve("research"));
    PrivateFiles.createWith(checkpoints().resolve("index.md"), INDEX);
  }

  /** Marks the directory as held by this process, and forgets processes that died holding it. */
  void lock() throws IOException {
    for (Path lock : locks()) {
      if (!alive(lock)) {
        Files.deleteIfExists(lock);
      }
    }
    PrivateFiles.createWith(ownLock(), Long.toString(OWN_PID));
  }

  /** Takes the mark of this process away, and the directory if nothing else is in it. */
  void unlock() throws IOException {
    Files.deleteIfExists(ownLock());
    try (Stream<Path> left = Files.list(path)) {
      if (left.findAny().isPresent()) {
        return;
      }
    } catch (NoSuchFileException _) {
      return;
    }
    Files.deleteIfExists(path);
  }

  boolean heldByOther() throws IOException {
    for (Path lock : locks()) {
      if (!lock.equals(ownLock()) && alive(lock)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of all files. */
  long size() throws IOException {
    if (!present()) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files.mapToLong(file -> Files.isRegularFile(file) ? file.toFile().length() : 0).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Path ownLock() {
    return path.resolve("inuse." + OWN_PID + ".lock");
  }

  private List<Path> locks() throws IOException {
    List<Path> found = new ArrayList<>();
    if (present()) {
      try (DirectoryStream<Path> locks = Files.newDirectoryStream(path, "inuse.*.lock")) {
        locks.forEach(found::add);
      }
    }
    return found;
  }

  private static boolean alive(Path lock) {
    String name = lock.getFileName().toString();
    try {
      long pid =
          Long.parseLong(name.substring("inuse.".length(), name.length() - ".lock".length()));
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
