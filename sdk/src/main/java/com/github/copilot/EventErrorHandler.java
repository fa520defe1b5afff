package com.github.copilot;

import com.github.copilot.generated.SessionEvent;

/** Told about event handlers that throw. If it throws itself, delivery of that event ends. */
@FunctionalInterface
public interface EventErrorHandler {

  /** Takes note of a handler's failure. */
  void handleError(SessionEvent event, Exception error);
}
