package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a tool may be held back until the model searches for it. */
public enum ToolDefer {
  /** Nothing said; not a value on the wire. */
  NONE(null),
  /** The runtime may hold the tool back. */
  AUTO("auto"),
  /** The tool is always offered. */
  NEVER("never");

  private final String value;

  ToolDefer(String value) {
    this.value = value;
  }

  /** Returns the text on the wire; null for {@link #NONE}. */
  @JsonValue
  public String getValue() {
    return value;
  }

  /** Finds the constant of a text; null is {@link #NONE}. */
  @JsonCreator
  public static ToolDefer fromValue(String value) {
    if (value == null) {
      return NONE;
    }
    for (ToolDefer defer : values()) {
      if (value.equals(defer.value)) {
        return defer;
      }
    }
    throw new IllegalArgumentException("defer must be auto or never, not " + value);
  }
}
