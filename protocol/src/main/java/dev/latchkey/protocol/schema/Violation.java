package dev.latchkey.protocol.schema;

/**
 * One way in which a JSON value breaks the protocol description.
 *
 * @param path where, such as {@code data.toolRequests[0].name}; empty for the value itself
 * @param problem what is wrong; tells shapes and names, never contents beyond enum values
 */
public record Violation(String path, String problem) {
  @Override
  public String toString() {
    return path.isEmpty() ? problem : path + ": " + problem;
  }
}
