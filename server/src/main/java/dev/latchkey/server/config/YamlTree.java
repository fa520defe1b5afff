package dev.latchkey.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ModelException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A YAML document as JSON, with the line of every field. */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_NODES = 20_000;
  private static final int DEEPEST = 50;
  private static final Pattern NAMED =
      Pattern.compile("\\b(alias|tag|anchor|handle|directive)\\b.+");

  private final Path file;
  private final Map<String, Integer> lines = new HashMap<>();
  private int nodes;

  private YamlTree(Path file) {
    this.file = file;
  }

  /**
   * A document.
   *
   * @param lines by path: {@code providers.work.baseUrl}, {@code models[0].id}; counted from 1
   */
  record Parsed(JsonNode root, Map<String, Integer> lines) {}

  /**
   * Reads {@code text}; one that is empty gives an empty object.
   *
   * @throws ModelException.InvalidRequest with the line of what is no YAML
   */
  static Parsed parse(Path file, String text) {
    YamlTree tree = new YamlTree(file);
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      StreamReader characters = new StreamReader(settings, text);
      Optional<Node> root =
          new Composer(settings, new ParserImpl(settings, characters)).getSingleNode();
      JsonNode json = root.isEmpty() ? JSON.objectNode() : tree.json(root.get(), "", 0);
      return new Parsed(json, tree.lines);
    } catch (MarkedYamlEngineException e) {
      // without the excerpt it would show, which may be a key
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw ConfigProblem.in(
          file, line, "this is no YAML: " + words(e.getProblem()), "Correct that line.");
    } catch (YamlEngineException e) {
      throw ConfigProblem.in(file, 0, "this is no YAML", "Look for a wrong character or tag.");
    }
  }

  /** What is wrong, without the name of an alias or tag, which may be a key after {@code *}. */
  private static String words(String problem) {
    return NAMED.matcher(problem).replaceFirst("$1");
  }

  private JsonNode json(Node node, String path, int depth) {
    int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    lines.putIfAbsent(path, line);
    nodes++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      throw ConfigProblem.in(file, line, "there is too much in it", "Use fewer aliases.");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, path, depth);
      case SequenceNode sequence -> array(sequence, path, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> JSON.nullNode();
    };
  }

  private ObjectNode object(MappingNode mapping, String path, int depth) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple field : mapping.getValue()) {
      String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
      String at = path.isEmpty() ? name : path + "." + name;
      int line = field.getKeyNode().getStartMark().map(Mark::getLine).orElse(-1) + 1;
      if (object.has(name)) {
        throw ConfigProblem.in(file, line, at + " is there twice", "Remove one of them.");
      }
      lines.put(at, line);
      object.set(name, json(field.getValueNode(), at, depth + 1));
    }
    return object;
  }

  private ArrayNode array(SequenceNode sequence, String path, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (Node element : sequence.getValue()) {
      array.add(json(element, path + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
    }
    JsonNode number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(text) : null;
    return number == null ? JSON.textNode(text) : number;
  }

  /** Null for what JSON has no number for: {@code .inf}, {@code 0x1F}. */
  private static @Nullable JsonNode number(String text) {
    try {
      if (text.matches("[-+]?\\d{1,18}")) {
        long value = new BigInteger(text).longValueExact();
        boolean small = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
        return small ? JSON.numberNode((int) value) : JSON.numberNode(value);
      }
      return JSON.numberNode(new BigDecimal(text).doubleValue());
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
