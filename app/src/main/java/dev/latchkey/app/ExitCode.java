package dev.latchkey.app;

/** What the command's exit status means; documented in docs/command.md. */
enum ExitCode {
  /** It worked. */
  OK(0),
  /** The provider was reached, and the work failed. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** No usable provider: nothing configured, half configured, or not reachable. */
  NO_PROVIDER(3),
  /** Ctrl-C; 128 + SIGINT, as shells report it. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }
}
