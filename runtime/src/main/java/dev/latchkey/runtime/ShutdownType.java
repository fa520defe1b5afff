package dev.latchkey.runtime;

/** Why a session ends. */
public enum ShutdownType {
  ROUTINE,
  ERROR
}
