package dev.latchkey.codegen.beans;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed description file.
 *
 * @param imports simple name to qualified name
 * @param definitions the types in the order of the file
 */
record Description(Map<String, String> imports, List<Definition> definitions) {

  private static final Pattern MEMBER = Pattern.compile("(\\w+)(?:=(\\w+))?: (.+)");
  private static final Pattern METHOD = Pattern.compile("(\\w+)\\((.*)\\): (.+)");
  private static final Set<String> OPTIONS =
      Set.of(
          "clear",
          "no-clear",
          "local",
          "flag",
          "nonnull",
          "copy",
          "absolute",
          "experimental",
          "deprecated",
          "get",
          "read-only",
          "present",
          "alias");

  Description {
    imports = Map.copyOf(imports);
    definitions = List.copyOf(definitions);
  }

  /** Reads a description; the message of a failure names the line. */
  static Description parse(List<String> lines) {
    Map<String, String> imports = new HashMap<>();
    List<Definition> definitions = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("use ")) {
        String qualified = line.substring(4).strip();
        imports.put(qualified.substring(qualified.lastIndexOf('.') + 1), qualified);
      } else if (line.isBlank()) {
        flush(block, definitions);
      } else if (!line.startsWith("#")) {
        block.add(line.strip());
      }
    }
    flush(block, definitions);
    return new Description(imports, definitions);
  }

  private static void flush(List<String> block, List<Definition> definitions) {
    if (!block.isEmpty()) {
      definitions.add(definition(List.copyOf(block)));
      block.clear();
    }
  }

  private static Definition definition(List<String> block) {
    String[] head = block.get(0).split(" ");
    if (head.length < 2 || block.size() < 2 || !block.get(1).startsWith("\" ")) {
      throw new IllegalArgumentException("needs 'kind Name' and a doc line: " + block.get(0));
    }
    Set<String> flags = new TreeSet<>(List.of(head).subList(2, head.length));
    String doc = block.get(1).substring(2);
    List<String> members = block.subList(2, block.size());
    return switch (head[0]) {
      case "bean" -> new Definition.Bean(head[1], doc, flags, properties(members));
      case "record" -> new Definition.Value(head[1], doc, flags, properties(members));
      case "enum" ->
          new Definition.Choice(
              head[1], doc, flags, members.stream().map(Description::constant).toList());
      case "handler" -> handler(head[1], doc, flags, members.get(0));
      default -> throw new IllegalArgumentException("unknown kind in: " + block.get(0));
    };
  }

  private static Definition handler(String name, String doc, Set<String> flags, String member) {
    Matcher m = METHOD.matcher(member);
    if (!m.matches()) {
      throw new IllegalArgumentException("needs 'method(types): result': " + member);
    }
    return new Definition.Handler(
        name, doc, flags, m.group(1), List.of(m.group(2).split(",")), m.group(3));
  }

  private static Definition.Constant constant(String line) {
    String[] parts = line.split(" = ", 2);
    return new Definition.Constant(parts[0], parts.length == 2 ? parts[1] : null);
  }

  private static List<Property> properties(List<String> lines) {
    return lines.stream().map(Description::property).toList();
  }

  private static Property property(String line) {
    Matcher m = MEMBER.matcher(line);
    if (!m.matches()) {
      throw new IllegalArgumentException("needs 'name: Type': " + line);
    }
    String name = m.group(1);
    String wire = m.group(2) == null ? name : m.group(2);
    String[] docParts = m.group(3).split(" -- ", 2);
    String[] valueParts = docParts[0].split(" = ", 2);
    List<String> words =
        new ArrayList<>(List.of(valueParts[0].replace("? extends ", "?extends~").split(" ")));
    String type = words.remove(0).replace("?extends~", "? extends ");
    if (!OPTIONS.containsAll(words)) {
      throw new IllegalArgumentException("unknown option in: " + line);
    }
    boolean optional = type.endsWith("?");
    String[] types = optional ? optionalTypes(type) : type.split("/", 2);
    return new Property(
        name,
        wire,
        types[0],
        types[types.length - 1],
        optional,
        valueParts.length == 2 ? valueParts[1] : null,
        Set.copyOf(words),
        docParts.length == 2 ? docParts[1] : words(name));
  }

  private static String[] optionalTypes(String type) {
    String boxed = type.substring(0, type.length() - 1);
    String primitive =
        switch (boxed) {
          case "Boolean" -> "boolean";
          case "Integer" -> "int";
          case "Double" -> "double";
          default -> throw new IllegalArgumentException("no optional form of " + boxed);
        };
    return new String[] {boxed, primitive};
  }

  /** {@code "reasoningEffort"} becomes {@code "the reasoning effort"}. */
  private static String words(String name) {
    return "the " + name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
  }
}
