package dev.latchkey.runtime.store;

import dev.latchkey.providers.dialect.DialectStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about servers, in {@code dialects.json} of the home directory. Readers see it
 * whole or not at all; writers of all processes wait for each other, for some seconds if need be:
 * what cannot be kept is learned again. A home that cannot be written to is none.
 */
public final class DialectFile implements DialectStore {
  private static final String NAME = "dialects.json";
  private static final long LARGEST = 4L * 1024 * 1024;
  private static final long WAIT_NANOS = 1_000_000;
  private static final int WAITS = 10_000;

  /** Locks of files are the process's, so that its threads need one of their own. */
  private static final ReentrantLock WRITING = new ReentrantLock();

  private final Path file;

  private DialectFile(Path file) {
    this.file = file;
  }

  /** The file in this home directory; neither need exist. */
  public static DialectStore in(Path home) {
    return new DialectFile(home.resolve(NAME));
  }

  @Override
  public @Nullable String read() {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST
          ? Files.readString(file)
          : null;
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public void update(UnaryOperator<@Nullable String> change) {
    WRITING.lock();
    try {
      Path home = file.toAbsolutePath().getParent();
      if (home != null) {
        PrivateFiles.createDirectories(home);
      }
      Path lock = file.resolveSibling(NAME + ".lock");
      PrivateFiles.createFile(lock);
      try (RandomAccessFile held = new RandomAccessFile(lock.toFile(), "rw");
          FileLock only = lock(held.getChannel())) {
        // without it, what others learn at this moment could get lost
        if (only != null) {
          replace(change);
        }
      }
    } catch (IOException _) {
      // it is known to this process, and will be learned again by the next
      return;
    } finally {
      WRITING.unlock();
    }
  }

  private void replace(UnaryOperator<@Nullable String> change) throws IOException {
    String before = read();
    String after = change.apply(before);
    if (after == null) {
      Files.deleteIfExists(file);
    } else if (!after.equals(before)) {
      PrivateFiles.replace(file, after);
    }
  }

  /** The lock; null when others hold it for longer than is worth waiting. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    for (int waits = 0; waits < WAITS; waits++) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      LockSupport.parkNanos(WAIT_NANOS);
    }
    return null;
  }
}
