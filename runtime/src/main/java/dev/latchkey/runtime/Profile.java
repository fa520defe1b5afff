package dev.latchkey.runtime;

import com.github.copilot.generated.SessionMode;
import com.github.copilot.generated.WorkingDirectoryContext;
import dev.latchkey.runtime.store.StoredSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a session is called, how and where it works. The name and the mode are known only while the
 * session is open; the rest can be asked for at any time.
 */
public interface Profile {
  SessionMode mode();

  /** Changes the mode; emits an event only when it is another one. */
  void mode(SessionMode newMode);

  /** The session's name; empty before the first message. */
  Optional<String> name();

  /** Names the session. {@code SessionException.InvalidOptions} when blank. */
  void name(String newName);

  /**
   * Names the session unless a user did.
   *
   * @return whether the name was taken
   */
  boolean nameAutomatically(String suggestion);

  Instant startTime();

  /** Where it works, with what is known of the work tree around. */
  WorkingDirectoryContext workContext();

  /** Works in another directory from the next run on. */
  void workingDirectory(Path directory);

  /** What lists show of this session. */
  StoredSession summary();

  /** Where the session keeps its files; empty when it has no workspace. */
  Optional<Path> workspacePath();
}
