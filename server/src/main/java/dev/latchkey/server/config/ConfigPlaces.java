package dev.latchkey.server.config;

import dev.latchkey.runtime.store.LatchkeyHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration files may be: the one that is named, and then no other; else {@code
 * latchkey.yaml} in the working directory and in the home directory, of which the first wins.
 *
 * @param named whether somebody named the file, so that it has to be there
 * @param files the most important first
 * @param project which of them comes with the working directory; null for none
 */
public record ConfigPlaces(boolean named, List<Path> files, @Nullable Path project) {
  /** The name of every configuration file that is not named otherwise. */
  public static final String NAME = "latchkey.yaml";

  /** The variable that names a file. */
  public static final String VARIABLE = "LATCHKEY_CONFIG";

  public ConfigPlaces {
    files = List.copyOf(files);
  }

  /**
   * The places of a process.
   *
   * @param option the file that its command line names; null for none
   * @param environment may name one too, and says where the home is
   * @param directory the working directory
   */
  public static ConfigPlaces of(
      @Nullable String option, Map<String, String> environment, Path directory) {
    String variable = environment.getOrDefault(VARIABLE, "");
    String name = option == null ? variable.strip() : option;
    if (!name.isEmpty()) {
      return new ConfigPlaces(true, List.of(directory.resolve(name).normalize()), null);
    }
    String user = environment.getOrDefault("HOME", "");
    Path userHome = Path.of(user.isBlank() ? System.getProperty("user.home", ".") : user);
    Path project = directory.resolve(NAME);
    Path home = LatchkeyHome.of(environment, userHome).resolve(NAME);
    List<Path> files = new ArrayList<>(List.of(project));
    boolean same = home.equals(project.toAbsolutePath());
    if (!same) {
      files.add(home);
    }
    return new ConfigPlaces(false, files, same ? null : project);
  }
}
