package com.github.copilot;

/** What happens to the other handlers when one of them throws. */
public enum EventErrorPolicy {
  /** The failure is logged and the other handlers get the event. */
  SUPPRESS_AND_LOG_ERRORS,
  /** The failure is logged and delivery of this event ends; the default. */
  PROPAGATE_AND_LOG_ERRORS
}
