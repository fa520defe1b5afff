package dev.latchkey.app;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command prints: answers to standard output, everything about them to standard error.
 * Colours and movement appear only when a person looks at a terminal and {@code NO_COLOR} is unset.
 */
final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean lively;

  Terminal(PrintStream out, PrintStream err, boolean lively) {
    this.out = out;
    this.err = err;
    this.lively = lively;
  }

  /** The terminal of this process. */
  static Terminal ofProcess(Map<String, String> environment) {
    boolean lively =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
            && !environment.containsKey("NO_COLOR")
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err), lively);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** Prints a piece of the answer at once. */
  void answer(String text) {
    out.print(text);
    out.flush();
  }

  /** Prints a line of the answer. */
  void line(String text) {
    out.print(text + "\n");
    out.flush();
  }

  /** Says something about the answer: quiet, on standard error. */
  void note(String text) {
    err.print(dim(text) + "\n");
    err.flush();
  }

  /** Says what went wrong and what to do, without a stack trace. */
  void error(String what, String nextStep) {
    err.print(red("latchkey: " + what) + "\n");
    if (!nextStep.isBlank()) {
      err.print("  " + nextStep + "\n");
    }
    err.flush();
  }

  /** Writes control text to standard error as it is; only for a lively terminal. */
  void control(String text) {
    err.print(text);
    err.flush();
  }

  boolean lively() {
    return lively;
  }

  PrintStream err() {
    return err;
  }

  PrintStream out() {
    return out;
  }

  String dim(String text) {
    return lively ? "\033[2m" + text + "\033[0m" : text;
  }

  String red(String text) {
    return lively ? "\033[31m" + text + "\033[0m" : text;
  }

  String green(String text) {
    return lively ? "\033[32m" + text + "\033[0m" : text;
  }

  String bold(String text) {
    return lively ? "\033[1m" + text + "\033[0m" : text;
  }
}
