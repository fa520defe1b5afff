package dev.latchkey.server;

import java.io.PrintStream;
import java.util.List;

/** Lines for people on standard error, by level. */
final class ServerLog {
  private static final List<String> LEVELS =
      List.of("none", "error", "warning", "info", "debug", "all");

  private final PrintStream err;
  private final int threshold;

  ServerLog(PrintStream err, String level) {
    this.err = err;
    int found = LEVELS.indexOf(level);
    this.threshold = found < 0 ? 1 : found;
  }

  void error(String line) {
    print(1, line);
  }

  void warning(String line) {
    print(2, line);
  }

  void info(String line) {
    print(3, line);
  }

  private void print(int level, String line) {
    if (level <= threshold) {
      err.println("latchkey: " + line);
    }
  }

  /** The stack of a failure that is our fault; only when everything is to be logged. */
  void trace(Throwable failure) {
    if (threshold >= LEVELS.indexOf("debug")) {
      failure.printStackTrace(err);
    }
  }
}
