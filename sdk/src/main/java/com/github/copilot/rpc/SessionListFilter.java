package com.github.copilot.rpc;

/** Which sessions to list; unset properties match everything. */
public class SessionListFilter extends SessionContext {

  /** Creates a filter that matches everything. */
  public SessionListFilter() {}

  @Override
  public SessionListFilter setCwd(String cwd) {
    super.setCwd(cwd);
    return this;
  }

  @Override
  public SessionListFilter setGitRoot(String gitRoot) {
    super.setGitRoot(gitRoot);
    return this;
  }

  @Override
  public SessionListFilter setRepository(String repository) {
    super.setRepository(repository);
    return this;
  }

  @Override
  public SessionListFilter setBranch(String branch) {
    super.setBranch(branch);
    return this;
  }
}
