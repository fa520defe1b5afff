package dev.latchkey.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything of the published Java API is generated, with its signatures and orders. */
class PublishedApiTest {
  private static final String EVENTS = "com.github.copilot.generated.";

  @Test
  void generatesEveryPublishedType() throws Exception {
    Map<String, List<String>> published = read();
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : published.entrySet()) {
      compare(entry.getKey(), entry.getValue(), differences);
    }
    assertThat(published).hasSize(1500);
    assertThat(differences).isEmpty();
  }

  /** The lines of the list: a type, and the members below it. */
  private static Map<String, List<String>> read() throws IOException {
    Map<String, List<String>> types = new LinkedHashMap<>();
    List<String> members = new ArrayList<>();
    try (InputStream in = PublishedApiTest.class.getResourceAsStream("published-api.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        if (line.startsWith("  ")) {
          members.add(line.strip());
        } else {
          members = new ArrayList<>();
          types.put(line, members);
        }
      }
    }
    return types;
  }

  private static void compare(String head, List<String> members, List<String> differences)
      throws ClassNotFoundException {
    if (head.startsWith("record ")) {
      String[] parts = head.substring("record ".length()).split("; ", -1);
      List<String> components = List.of(parts).subList(1, parts.length);
      record(type(parts[0]), components, differences);
    } else if (head.startsWith("enum ")) {
      String[] parts = head.split(" ", -1);
      enumeration(type(parts[1]), List.of(parts).subList(2, parts.length), differences);
    } else {
      String name = head.replaceFirst(" < .*", "").replaceFirst(".* ", "");
      classOrInterface(type(name), head, members, differences);
    }
  }

  private static void record(Class<?> type, List<String> components, List<String> differences) {
    List<String> ours =
        Arrays.stream(type.getRecordComponents())
            .map(c -> name(c.getGenericType()) + " " + c.getName())
            .toList();
    if (ours.size() < components.size() || !ours.subList(0, components.size()).equals(components)) {
      differences.add(type + " has components " + ours + " instead of " + components);
    }
    String parameters =
        components.stream().map(c -> c.replaceFirst(" \\w+$", "")).collect(Collectors.joining(","));
    if (!constructors(type).contains(parameters)) {
      differences.add(type + " has no constructor (" + parameters + ")");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      assertThat(component.getAccessor().getModifiers() & Modifier.PUBLIC).isNotZero();
    }
  }

  private static Set<String> constructors(Class<?> type) {
    return Arrays.stream(type.getConstructors())
        .map(PublishedApiTest::parameters)
        .collect(Collectors.toSet());
  }

  private static String parameters(Constructor<?> constructor) {
    return Arrays.stream(constructor.getGenericParameterTypes())
        .map(PublishedApiTest::name)
        .collect(Collectors.joining(","));
  }

  private static void enumeration(Class<?> type, List<String> names, List<String> differences) {
    List<String> ours = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    if (!ours.containsAll(names)) {
      differences.add(type + " has constants " + ours + " instead of " + names);
    }
    Set<String> members = members(type);
    String fromValue = "static " + name(type) + " fromValue(String)";
    if (!members.containsAll(List.of("String getValue()", fromValue))) {
      differences.add(type + " has only " + members);
    }
  }

  private static void classOrInterface(
      Class<?> type, String head, List<String> members, List<String> differences) {
    String modifiers = Modifier.toString(type.getModifiers()).replace("public ", "");
    String kind = type.isInterface() ? "interface" : modifiers + " class";
    Class<?> parent = type.getSuperclass();
    String extended = parent == null || parent == Object.class ? "" : " < " + name(parent);
    if (!head.equals(kind + " " + name(type) + extended)) {
      differences.add(type + " is declared as " + kind + extended + " instead of " + head);
    }
    Set<String> missing = new TreeSet<>(members);
    missing.removeAll(members(type));
    if (!missing.isEmpty()) {
      differences.add(type + " lacks " + missing);
    }
  }

  private static Set<String> members(Class<?> type) {
    Set<String> lines = new TreeSet<>();
    Arrays.stream(type.getFields()).forEach(f -> lines.add(line(type, f.toGenericString())));
    Arrays.stream(type.getMethods()).forEach(m -> lines.add(line(type, m.toGenericString())));
    String simple = type.getName().replaceFirst(".*[.]", "");
    constructors(type).forEach(parameters -> lines.add(simple + "(" + parameters + ")"));
    return lines;
  }

  private static String line(Class<?> type, String generic) {
    return abbreviated(generic.replace("public ", "").replace(type.getName() + ".", ""));
  }

  private static String name(Type type) {
    return abbreviated(type.getTypeName());
  }

  private static String abbreviated(String text) {
    return text.replace(EVENTS, "")
        .replaceAll("java\\.(lang|util|util\\.concurrent|time)\\.(?=[A-Z])", "")
        .replace("com.fasterxml.jackson.databind.", "")
        .replace(", ", ",");
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(EVENTS + name);
  }
}
