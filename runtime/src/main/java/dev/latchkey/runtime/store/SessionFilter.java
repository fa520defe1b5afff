package dev.latchkey.runtime.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which sessions to list; a null component matches every session. */
public record SessionFilter(
    @Nullable String cwd,
    @Nullable String gitRoot,
    @Nullable String repository,
    @Nullable String branch) {
  /** Every session. */
  public static final SessionFilter ALL = new SessionFilter(null, null, null, null);

  /** Whether a session with these facts is wanted. */
  public boolean matches(SessionFacts facts) {
    return fits(cwd, facts.cwd())
        && fits(gitRoot, facts.gitRoot())
        && fits(repository, facts.repository())
        && fits(branch, facts.branch());
  }

  private static boolean fits(@Nullable String wanted, @Nullable String actual) {
    return wanted == null || Objects.equals(wanted, actual);
  }
}
