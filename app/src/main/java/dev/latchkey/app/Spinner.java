package dev.latchkey.app;

/** Shows that something is going on until {@link #stop()}; nothing on a terminal nobody sees. */
final class Spinner {
  private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final long FRAME_MILLIS = 80;

  private final Terminal terminal;
  private final Thread thread;

  private Spinner(Terminal terminal, String label) {
    this.terminal = terminal;
    this.thread = Thread.ofVirtual().unstarted(() -> turn(label));
  }

  static Spinner start(Terminal terminal, String label) {
    Spinner spinner = new Spinner(terminal, label);
    if (terminal.lively()) {
      spinner.thread.start();
    }
    return spinner;
  }

  /** Wipes the spinner; harmless when called again. */
  synchronized void stop() {
    if (terminal.lively() && !thread.isInterrupted() && thread.isAlive()) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      terminal.control("\r\033[K");
    }
  }

  private void turn(String label) {
    try {
      for (int i = 0; ; i = (i + 1) % FRAMES.length()) {
        terminal.control("\r" + FRAMES.charAt(i) + " " + terminal.dim(label));
        Thread.sleep(FRAME_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
