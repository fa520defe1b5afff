package com.github.copilot.rpc;

import java.nio.file.Path;
import java.util.List;

/** The rule that some directories are given as absolute paths. */
final class AbsolutePaths {

  private AbsolutePaths() {}

  static List<Path> require(String option, List<Path> paths) {
    if (paths == null) {
      return null;
    }
    for (Path path : paths) {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException(
            option + " needs absolute paths; make this one absolute: " + path);
      }
    }
    return List.copyOf(paths);
  }
}
