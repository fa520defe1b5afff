package dev.latchkey.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in the texts of a configuration. */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Path file;
  private final Map<String, String> environment;

  References(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  JsonNode resolve(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(entry -> entry.setValue(resolve(entry.getValue())));
      return object;
    }
    return node.isTextual() ? TextNode.valueOf(resolve(node.textValue())) : node;
  }

  private String resolve(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), match.group(2))));
  }

  private String value(String kind, String name) {
    if (kind.equals("file")) {
      try {
        return Files.readString(file.toAbsolutePath().resolveSibling(name)).strip();
      } catch (IOException e) {
        throw missing("the file " + name + ", which cannot be read");
      }
    }
    String value = environment.get(name);
    if (value == null) {
      throw missing("the variable " + name + ", which is not set");
    }
    return value;
  }

  private CommandFailure missing(String what) {
    return new CommandFailure(
        ExitCode.NO_PROVIDER,
        file + " refers to " + what + ".",
        "Set it, or remove the reference.");
  }
}
