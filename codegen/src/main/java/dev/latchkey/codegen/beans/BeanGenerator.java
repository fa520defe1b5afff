package dev.latchkey.codegen.beans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a bean description into Java sources of one package. Arguments: description file, package
 * name, output directory. Files whose content would not change are left alone, so that incremental
 * compilation stays incremental.
 */
public final class BeanGenerator {

  private static final List<String> ALWAYS_KNOWN =
      List.of(
          "java.util.List",
          "java.util.Map",
          "java.util.ArrayList",
          "java.util.LinkedHashMap",
          "java.util.Collections",
          "java.util.Objects",
          "java.util.Optional",
          "java.util.OptionalInt",
          "java.util.OptionalDouble",
          "com.github.copilot.CopilotExperimental",
          "com.fasterxml.jackson.annotation.JsonAutoDetect",
          "com.fasterxml.jackson.annotation.JsonCreator",
          "com.fasterxml.jackson.annotation.JsonIgnoreProperties",
          "com.fasterxml.jackson.annotation.JsonInclude",
          "com.fasterxml.jackson.annotation.JsonProperty",
          "com.fasterxml.jackson.annotation.JsonValue");

  private BeanGenerator() {}

  /** Runs the generator; see the class comment for the arguments. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: <description> <package> <output directory>");
    }
    Description description = Description.parse(Files.readAllLines(Path.of(args[0])));
    Path directory = Path.of(args[2]).resolve(args[1].replace('.', '/'));
    Files.createDirectories(directory);
    for (Map.Entry<String, String> file : sources(description, args[1]).entrySet()) {
      writeIfChanged(directory.resolve(file.getKey() + ".java"), file.getValue());
    }
  }

  /** Returns simple class name to source text. */
  static Map<String, String> sources(Description description, String packageName) {
    Map<String, String> imports = new HashMap<>(description.imports());
    for (String qualified : ALWAYS_KNOWN) {
      imports.put(qualified.substring(qualified.lastIndexOf('.') + 1), qualified);
    }
    Map<String, String> sources = new HashMap<>();
    for (Definition definition : description.definitions()) {
      if (definition.name().indexOf('.') < 0) {
        SourceFile out = new SourceFile(packageName, imports);
        write(out, definition, description);
        sources.put(definition.name(), out.text());
      }
    }
    return sources;
  }

  private static void write(SourceFile out, Definition definition, Description description) {
    if (definition instanceof Definition.Bean bean) {
      BeanWriter.write(out, bean, nested(bean, description));
    } else if (definition instanceof Definition.Value value) {
      SmallTypes.record(out, value);
    } else if (definition instanceof Definition.Choice choice) {
      SmallTypes.choice(out, choice);
    } else if (definition instanceof Definition.Handler handler) {
      SmallTypes.handler(out, handler);
    }
  }

  private static List<Definition.Bean> nested(Definition.Bean outer, Description description) {
    List<Definition.Bean> nested = new ArrayList<>();
    for (Definition definition : description.definitions()) {
      if (definition instanceof Definition.Bean bean
          && bean.name().startsWith(outer.name() + ".")) {
        nested.add(bean);
      }
    }
    return nested;
  }

  private static void writeIfChanged(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
