package dev.latchkey.runtime.loop;

/** The run was aborted; it must end without a further event. */
public final class RunCut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunCut() {
    super("The run was aborted", null, false, false);
  }
}
