package dev.latchkey.runtime.store;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Files and directories nobody but their owner can read. Content goes through {@code java.io}: an
 * interrupt closes a channel in the middle of a write, and aborting a turn interrupts its thread.
 */
final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /** Creates the directory and its missing parents. */
  static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, mode("rwx------"));
    }
  }

  /** Creates an empty file; false if it is there already. */
  static boolean createFile(Path file) throws IOException {
    try {
      Files.createFile(file, mode("rw-------"));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  /** Writes a file that readers see whole or not at all. */
  static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp." + randomName());
    createFile(temporary);
    try {
      write(temporary, text);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Writes a new file; leaves one that is there alone. */
  static void createWith(Path file, String text) throws IOException {
    if (createFile(file)) {
      write(file, text);
    }
  }

  /** Makes the names in a directory survive a loss of power, where the system can. */
  static void syncDirectory(Path directory) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Windows cannot open directories, and does not need it
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Unlike a UUID, needs no secure random source, which is slow to start. */
  private static String randomName() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  private static void write(Path path, String text) throws IOException {
    File file = path.toFile();
    try (FileOutputStream out = new FileOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
