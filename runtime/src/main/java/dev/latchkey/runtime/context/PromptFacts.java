package dev.latchkey.runtime.context;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the system message says about the surroundings of a session; stable while it lives.
 *
 * @param gitRoot root of the repository around the working directory; null outside of one
 * @param tools whether the model has tools at all
 * @param customInstructions texts the project or the user wrote for assistants, in order
 */
public record PromptFacts(
    String workingDirectory,
    @Nullable String gitRoot,
    String operatingSystem,
    boolean tools,
    List<String> customInstructions) {
  public PromptFacts {
    requireNonNull(workingDirectory);
    requireNonNull(operatingSystem);
    customInstructions = List.copyOf(customInstructions);
  }

  /** Facts of a session in {@code workingDirectory} on this machine. */
  public static PromptFacts of(String workingDirectory, boolean tools) {
    return new PromptFacts(workingDirectory, null, System.getProperty("os.name"), tools, List.of());
  }
}
