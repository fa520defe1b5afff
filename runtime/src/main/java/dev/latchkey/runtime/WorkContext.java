package dev.latchkey.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a session works.
 *
 * @param cwd absolute working directory
 * @param gitRoot root of the work tree around it, null outside of one
 * @param repository {@code owner/name} of the remote, null when unknown
 * @param hostType {@code github}, {@code ado} or null
 * @param repositoryHost host name of the remote, null when unknown
 * @param branch current branch, null when detached or outside of a work tree
 * @param headCommit commit id of HEAD, null when unknown
 */
public record WorkContext(
    String cwd,
    @Nullable String gitRoot,
    @Nullable String repository,
    @Nullable String hostType,
    @Nullable String repositoryHost,
    @Nullable String branch,
    @Nullable String headCommit) {
  public WorkContext {
    Objects.requireNonNull(cwd);
  }

  /** A directory outside of any work tree. */
  public static WorkContext of(String cwd) {
    return new WorkContext(cwd, null, null, null, null, null, null);
  }
}
