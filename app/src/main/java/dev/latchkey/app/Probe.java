package dev.latchkey.app;

import org.jspecify.annotations.Nullable;

/**
 * One thing {@code doctor} looked at.
 *
 * @param finding what it saw
 * @param fix what to change; null unless it failed
 */
record Probe(String name, Verdict verdict, String finding, @Nullable String fix) {
  /** How it went. */
  enum Verdict {
    PASS,
    WARN,
    FAIL,
    SKIP
  }

  static Probe pass(String name, String finding) {
    return new Probe(name, Verdict.PASS, finding, null);
  }

  static Probe fail(String name, String finding, String fix) {
    return new Probe(name, Verdict.FAIL, finding, fix);
  }

  static Probe warn(String name, String finding, String fix) {
    return new Probe(name, Verdict.WARN, finding, fix);
  }

  static Probe skip(String name, String why) {
    return new Probe(name, Verdict.SKIP, why, null);
  }
}
