package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in the texts of a file. Paths begin where
 * the file is.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final long LARGEST = 64 * 1024;

  private final Path file;
  private final Map<String, Integer> lines;
  private final Map<String, String> environment;
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> used = new LinkedHashMap<>();

  References(Path file, Map<String, Integer> lines, Map<String, String> environment) {
    this.file = file;
    this.lines = lines;
    this.environment = environment;
  }

  /** The files that were read. */
  List<Path> files() {
    return files;
  }

  /** By path of the field, what it refers to: {@code env:NAME}. */
  Map<String, String> used() {
    return used;
  }

  /** {@code node} with all references in it replaced, in place where it has fields. */
  JsonNode resolve(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        field.setValue(resolve(field.getValue(), at));
      }
      return object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolve(array.get(i), path + "[" + i + "]"));
      }
      return array;
    }
    return node.isTextual() && node.textValue().contains("${")
        ? TextNode.valueOf(resolve(node.textValue(), path))
        : node;
  }

  private String resolve(String text, String path) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, path)));
  }

  private String value(MatchResult match, String path) {
    String name = match.group(2).strip();
    used.merge(path, match.group(1) + ":" + name, (one, other) -> one + ", " + other);
    if (match.group(1).equals("file")) {
      return content(name, path);
    }
    String value = environment.get(name);
    if (value == null) {
      throw missing(path, "the environment variable " + name + ", which is not set", "Set it");
    }
    return value;
  }

  private String content(String name, String path) {
    Path referred = file.toAbsolutePath().resolveSibling(name).normalize();
    files.add(referred);
    try {
      if (Files.size(referred) > LARGEST) {
        throw missing(path, "the file " + referred + ", which is larger than 64 KB", "Shorten it");
      }
      return Files.readString(referred).strip();
    } catch (IOException e) {
      String why = "which cannot be read (" + e.getClass().getSimpleName() + ")";
      throw missing(path, "the file " + referred + ", " + why, "Create it");
    }
  }

  private RuntimeException missing(String path, String what, String step) {
    return ConfigProblem.in(
        file,
        lines.getOrDefault(path, 0),
        path + " refers to " + what + ".",
        step + ", or remove the reference.");
  }
}
