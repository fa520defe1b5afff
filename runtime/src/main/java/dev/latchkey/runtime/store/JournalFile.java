package dev.latchkey.runtime.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code events.jsonl} of a session under lease. Knows how many events the file holds and where
 * every 64th begins, so that appending and paging need no scan. No file stays open between calls:
 * an idle session costs no descriptor. Not thread-safe.
 */
final class JournalFile {
  private static final int STRIDE = 64;

  private final String sessionId;
  private final Path path;
  private final List<Long> offsets = new ArrayList<>();
  private long count;
  private long length;
  private volatile boolean created;

  private JournalFile(String sessionId, Path path) {
    this.sessionId = sessionId;
    this.path = path;
  }

  /**
   * Opens the file, which need not exist.
   *
   * @param repair whether to cut off what a crash left half written; only safe while nobody else
   *     writes
   * @throws StoreException.Corrupted if a line that was written whole is not an event
   */
  static JournalFile open(String sessionId, Path path, boolean repair) throws IOException {
    JournalFile journal = new JournalFile(sessionId, path);
    journal.load(repair);
    return journal;
  }

  long count() {
    return count;
  }

  /** Whether there is nothing in the file, or no file. */
  boolean empty() {
    return length == 0;
  }

  /** Whether the file is still as this object left it. */
  boolean unchanged() {
    return sizeOnDisk() == length;
  }

  /** Takes in what others wrote. */
  void load(boolean repair) throws IOException {
    offsets.clear();
    count = 0;
    length = 0;
    if (sizeOnDisk() == 0) {
      return;
    }
    boolean torn = scan(repair);
    if (torn && repair) {
      cut();
    }
  }

  /** Adds lines at the end with one write. The file must be {@link #unchanged}. */
  void append(List<byte[]> events) throws IOException {
    if (length == 0) {
      created = PrivateFiles.createFile(path) || created;
    }
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      out.write(joined(events));
    } catch (IOException e) {
      cut();
      throw e;
    }
    for (byte[] event : events) {
      noteEvent(length, event.length + 1L);
    }
  }

  /** Makes the file survive a loss of power; may run while others append. */
  void sync() throws IOException {
    if (sizeOnDisk() == 0) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.getFD().sync();
    }
    if (created) {
      created = false;
      PrivateFiles.syncDirectory(requireNonNull(path.getParent()));
    }
  }

  /** Cuts the file before event {@code position}. */
  void truncate(long position) throws IOException {
    if (position == count) {
      return;
    }
    try (LineReader lines = readerAt(position);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      length = lines.offset();
      file.setLength(length);
      file.getFD().sync();
    }
    count = position;
    int kept = (int) ((count + STRIDE - 1) / STRIDE);
    offsets.subList(kept, offsets.size()).clear();
  }

  List<byte[]> read(long from, int limit) throws IOException {
    List<byte[]> events = new ArrayList<>();
    if (from >= count || limit <= 0) {
      return events;
    }
    long wanted = Math.min(limit, count - from);
    try (LineReader lines = readerAt(from)) {
      do {
        if (!lines.blank()) {
          events.add(lines.copy());
        }
      } while (events.size() < wanted && lines.next());
    }
    return events;
  }

  /** A reader that stands on event {@code position}, which must exist. */
  private LineReader readerAt(long position) throws IOException {
    LineReader lines = LineReader.open(path, offsets.get((int) (position / STRIDE)));
    long toGo = position % STRIDE;
    while (lines.next() && (lines.blank() || toGo-- > 0)) {}
    return lines;
  }

  /** Counts the whole events; true if something half written follows them. */
  private boolean scan(boolean repair) throws IOException {
    try (LineReader lines = LineReader.open(path, 0)) {
      for (long line = 1; lines.next(); line++) {
        if (lines.blank()) {
          length = lines.endOffset();
          continue;
        }
        String defect = EventLines.defect(lines.buffer(), lines.start(), lines.length());
        if (!lines.terminated() && (defect != null || !repair)) {
          return true;
        }
        if (defect != null) {
          throw new StoreException.Corrupted(sessionId, line, defect);
        }
        noteEvent(lines.offset(), lines.length() + 1L);
        if (!lines.terminated()) {
          terminate();
        }
      }
      return false;
    }
  }

  /** Ends a last event that is whole but for its line break. */
  private void terminate() throws IOException {
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      out.write('\n');
    }
  }

  /** Drops what follows the last whole event. */
  private void cut() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private void noteEvent(long offset, long bytes) {
    if (count % STRIDE == 0) {
      offsets.add(offset);
    }
    count++;
    length = offset + bytes;
  }

  private long sizeOnDisk() {
    return path.toFile().length();
  }

  private static byte[] joined(List<byte[]> events) {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (byte[] event : events) {
      batch.writeBytes(event);
      batch.write('\n');
    }
    return batch.toByteArray();
  }
}
