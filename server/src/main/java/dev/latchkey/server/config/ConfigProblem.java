package dev.latchkey.server.config;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import java.nio.file.Path;

/** What is wrong with a configuration file: where, in which field, and what to do about it. */
final class ConfigProblem {
  private ConfigProblem() {}

  /** A mistake in a line, counted from 1; 0 for the file as a whole. */
  static ModelException in(Path file, int line, String problem, String nextStep) {
    String where = line == 0 ? file.toString() : file + ":" + line;
    return new ModelException.InvalidRequest(CallFailure.of(where + ": " + problem, nextStep));
  }
}
