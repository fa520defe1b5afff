package dev.latchkey.app;

/** A command cannot do its work; the message is for its user. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;
  private final String nextStep;

  CommandFailure(ExitCode exit, String what, String nextStep) {
    super(what, null, false, false);
    this.exit = exit;
    this.nextStep = nextStep;
  }

  ExitCode exit() {
    return exit;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  String nextStep() {
    return nextStep;
  }
}
