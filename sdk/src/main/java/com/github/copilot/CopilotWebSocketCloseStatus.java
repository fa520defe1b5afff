package com.github.copilot;

import org.jspecify.annotations.Nullable;

/** Why a WebSocket ended. */
public final class CopilotWebSocketCloseStatus {

  /** The regular end. */
  public static final CopilotWebSocketCloseStatus NORMAL_CLOSURE =
      new CopilotWebSocketCloseStatus(null, null, null);

  private final @Nullable String description;
  private final @Nullable String errorCode;
  private final @Nullable Throwable error;

  /** Creates a status; an error, or an error code, makes it a failure. */
  public CopilotWebSocketCloseStatus(
      @Nullable String description, @Nullable String errorCode, @Nullable Throwable error) {
    this.description = description;
    this.errorCode = errorCode;
    this.error = error;
  }

  /** Returns words for people, or null. */
  public @Nullable String description() {
    return description;
  }

  /** Returns a code for programs, or null. */
  public @Nullable String errorCode() {
    return errorCode;
  }

  /** Returns the failure, or null. */
  public @Nullable Throwable error() {
    return error;
  }

  boolean failed() {
    return error != null || errorCode != null;
  }

  String text() {
    if (description != null) {
      return description;
    }
    String message = error == null ? null : error.getMessage();
    return message == null ? "WebSocket failed" : message;
  }
}
