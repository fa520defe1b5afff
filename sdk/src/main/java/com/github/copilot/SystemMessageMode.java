package com.github.copilot;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a session's own system message relates to the built-in one. */
public enum SystemMessageMode {
  /** It follows the built-in one. */
  APPEND("append"),
  /** It replaces the built-in one. */
  REPLACE("replace"),
  /** Single sections are changed. */
  CUSTOMIZE("customize");

  private final String value;

  SystemMessageMode(String value) {
    this.value = value;
  }

  /** Returns the text on the wire. */
  @JsonValue
  public String getValue() {
    return value;
  }
}
