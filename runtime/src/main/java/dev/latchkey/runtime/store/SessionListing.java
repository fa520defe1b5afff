package dev.latchkey.runtime.store;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** Reads what a session list shows without reading journals. */
final class SessionListing {
  private SessionListing() {}

  /** The list entry of a session; empty if it has no events, or none that can be read. */
  static Optional<StoredSession> entry(SessionDirectory directory) throws IOException {
    BasicFileAttributes events;
    try {
      events = Files.readAttributes(directory.events(), BasicFileAttributes.class);
    } catch (IOException _) {
      return Optional.empty();
    }
    if (!events.isRegularFile() || events.size() == 0) {
      return Optional.empty();
    }
    Instant written = events.lastModifiedTime().toInstant();
    Optional<SessionFacts> described = described(directory);
    SessionFacts facts = described.isPresent() ? described.get() : undescribed(directory, events);
    Instant modified = facts.updatedAt().isAfter(written) ? facts.updatedAt() : written;
    return Optional.of(new StoredSession(facts, modified, events.size()));
  }

  /** The facts of a session; empty if it has neither facts nor events. */
  static Optional<SessionFacts> facts(SessionDirectory directory) throws IOException {
    Optional<SessionFacts> described = described(directory);
    return described.isPresent() ? described : entry(directory).map(StoredSession::facts);
  }

  private static Optional<SessionFacts> described(SessionDirectory directory) throws IOException {
    try (InputStream in = new FileInputStream(directory.facts().toFile())) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return WorkspaceYaml.read(directory.sessionId(), text);
    } catch (FileNotFoundException _) {
      return Optional.empty();
    }
  }

  private static SessionFacts undescribed(SessionDirectory directory, BasicFileAttributes events)
      throws IOException {
    try (LineReader lines = LineReader.open(directory.events(), 0)) {
      byte[] first = lines.next() ? lines.copy() : null;
      SessionFacts facts =
          EventFacts.of(directory.sessionId(), first, events.creationTime().toInstant());
      return facts.toBuilder().updatedAt(events.lastModifiedTime().toInstant()).build();
    }
  }
}
