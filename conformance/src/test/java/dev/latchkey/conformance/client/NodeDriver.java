package dev.latchkey.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Node process that plays suites with the official TypeScript SDK: one line of JSON per request
 * and one per result. One thread at a time.
 */
public final class NodeDriver {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer requests;
  private final BufferedReader results;

  private NodeDriver(Process process) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.results = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts Node, installing the SDK first where that has not been done. */
  public static NodeDriver start() throws IOException, InterruptedException {
    Path directory = NodeInstallation.directory();
    ProcessBuilder builder =
        new ProcessBuilder("node", directory.resolve("suites/driver.mjs").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Environment.clean(builder.environment());
    return new NodeDriver(builder.start());
  }

  /**
   * Runs a program of one file next to the installed SDK.
   *
   * @return what it printed
   * @throws IOException when it did not end with 0; the message has all its output
   */
  public static String run(String name, String program, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path file = Files.writeString(NodeInstallation.directory().resolve(name), program);
    return Example.run(new ProcessBuilder("node", file.toString()), environment);
  }

  /**
   * Plays one part of a suite and waits for its result.
   *
   * @param part {@code file.function} in {@code node/suites}
   * @throws PlayException when the part threw; the message is the error's
   */
  public JsonNode play(String part, Map<String, ?> parameters) throws IOException {
    requests.write(JSON.writeValueAsString(Map.of("part", part, "with", parameters)) + "\n");
    requests.flush();
    String line = results.readLine();
    if (line == null) {
      throw new IOException("Node ended during " + part);
    }
    JsonNode result = JSON.readTree(line);
    if (result.has("error")) {
      throw new PlayException(part + ": " + result.get("error").asText());
    }
    return result.get("result");
  }

  /** Ends Node and with it whatever its clients started. */
  public void close() throws IOException, InterruptedException {
    requests.close();
    process.waitFor();
  }

  /** A part threw. */
  public static final class PlayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlayException(String message) {
      super(message);
    }
  }
}
