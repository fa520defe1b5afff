package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One configuration file, checked against the schema.
 *
 * @param root what it says, references replaced; holds secrets, so it is never shown as it is
 * @param lines by path of a field, its line, counted from 1
 * @param references by path of a field, what its text refers to: {@code env:NAME}
 * @param files other files that were read for it
 */
public record ConfigDocument(
    Path file,
    ObjectNode root,
    Map<String, Integer> lines,
    Map<String, String> references,
    List<Path> files) {
  private static final int LARGEST = 1024 * 1024;

  public ConfigDocument {
    lines = Map.copyOf(lines);
    references = Map.copyOf(references);
    files = List.copyOf(files);
  }

  /**
   * Reads a file.
   *
   * @param environment what {@code ${env:NAME}} refers to
   * @throws ModelException.InvalidRequest naming file, line and field of the first mistake
   */
  public static ConfigDocument load(Path file, Map<String, String> environment) {
    YamlTree.Parsed parsed = YamlTree.parse(file, text(file));
    if (!(parsed.root() instanceof ObjectNode root)) {
      throw ConfigProblem.in(file, 1, "it must have fields", "See docs/configuration.md.");
    }
    References references = new References(file, parsed.lines(), environment);
    references.resolve(root, "");
    ConfigDocument document =
        new ConfigDocument(file, root, parsed.lines(), references.used(), references.files());
    document.check();
    return document;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw ConfigProblem.in(file, 0, "it is larger than 1 MB", "Shorten it.");
      }
      String text = Files.readString(file);
      if (text.isBlank()) {
        // what a reader sees while somebody is writing, too
        throw ConfigProblem.in(file, 0, "it is empty", "Remove it, or write providers into it.");
      }
      return text;
    } catch (IOException e) {
      String why = "it cannot be read (" + e.getClass().getSimpleName() + ")";
      throw ConfigProblem.in(file, 0, why, "Create it as UTF-8 text, or let us read it.");
    }
  }

  private void check() {
    SchemaCheck.Mistake mistake = SchemaCheck.find(ConfigSchema.tree(), root);
    if (mistake != null) {
      String what = mistake.path().isEmpty() ? "it" : mistake.path();
      throw problem(mistake.path(), what + " " + mistake.problem(), "Correct that field.");
    }
    if (root.has("provider") && root.has("providers")) {
      throw problem(
          "provider", "there are both 'provider' and 'providers'", "Move it among the providers.");
    }
  }

  /** A mistake in the field at {@code path}. */
  public ModelException problem(String path, String problem, String nextStep) {
    return ConfigProblem.in(file, line(path), problem, nextStep);
  }

  /** The line of a field, else of what is around it. */
  private int line(String path) {
    for (String at = path; !at.isEmpty(); at = around(at)) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 0;
  }

  private static String around(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  /** Where a field was written: {@code /home/me/latchkey.yaml:7}. */
  public String origin(String path) {
    int line = line(path);
    return line == 0 ? file.toString() : file + ":" + line;
  }

  /** A field at the top; a missing node when absent. */
  public JsonNode field(String name) {
    return root.path(name);
  }

  /** Without what it says: there are keys in it. */
  @Override
  public String toString() {
    return "ConfigDocument[" + file + "]";
  }
}
