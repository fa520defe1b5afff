package dev.latchkey.simulator.script;

/** A script file is not as it should be; the message names the field, its value and the remedy. */
public final class ScriptException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ScriptException(String message) {
    super(message);
  }

  ScriptException(String message, Throwable cause) {
    super(message, cause);
  }
}
