package com.github.copilot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The checked-in list of public signatures, and the same for a class at hand. */
final class ApiListing {

  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    PACKAGES.put("genrpc:", "com.github.copilot.generated.rpc.");
    PACKAGES.put("gen:", "com.github.copilot.generated.");
    PACKAGES.put("rpc:", "com.github.copilot.rpc.");
    PACKAGES.put("tool:", "com.github.copilot.tool.");
    PACKAGES.put("api:", "com.github.copilot.");
    PACKAGES.put("juc:", "java.util.concurrent.");
    PACKAGES.put("juf:", "java.util.function.");
    PACKAGES.put("ju:", "java.util.");
  }

  private ApiListing() {}

  /** Reads class name to member signatures. */
  static Map<String, Set<String>> read() throws IOException {
    Map<String, Set<String>> listing = new LinkedHashMap<>();
    Set<String> members = new TreeSet<>();
    try (InputStream in = ApiListing.class.getResourceAsStream("/public-api.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        if (line.startsWith("  ")) {
          members.add(normal(expand(line.strip())));
        } else if (!line.startsWith("#")) {
          members = listing.computeIfAbsent(className(expand(line)), name -> new TreeSet<>());
        }
      }
    }
    return listing;
  }

  private static String className(String head) {
    return head.replaceFirst(".*?\\b(?:class|interface) ([\\w.$]+).*", "$1");
  }

  private static String expand(String text) {
    String expanded = text;
    for (Map.Entry<String, String> entry : PACKAGES.entrySet()) {
      expanded =
          expanded.replaceAll("(?<![\\w.])" + entry.getKey(), entry.getValue().replace("$", "\\$"));
    }
    return expanded;
  }

  /** Lists the public and protected members of a class. */
  static Set<String> of(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (visible(field.getModifiers()) && !field.isSynthetic()) {
        members.add(member(type, field.toGenericString()));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (visible(constructor.getModifiers())) {
        members.add(constructor(type, constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (visible(method.getModifiers()) && !ignored(type, method)) {
        members.add(member(type, method.toGenericString()));
      }
    }
    return members;
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static boolean ignored(Class<?> type, Method method) {
    String name = method.getName();
    boolean ofEnum = type.isEnum() && (name.equals("values") || name.equals("valueOf"));
    boolean ofRecord =
        type.isRecord()
            && Set.of("toString", "hashCode", "equals").contains(name)
            && Modifier.isFinal(method.getModifiers());
    return ofEnum || ofRecord || name.contains("$");
  }

  private static String constructor(Class<?> type, Executable constructor) {
    return normal(
        constructor.toGenericString().replace(type.getTypeName() + "(", type.getName() + "("));
  }

  private static String member(Class<?> type, String text) {
    return normal(text.replace(" " + type.getTypeName() + ".", " ").replace(" volatile ", " "));
  }

  /** Without java.lang, spaces behind commas, and modifiers that callers do not notice. */
  private static String normal(String text) {
    return text.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "")
        .replace(", ", ",")
        .replace("synchronized ", "")
        .replaceFirst("^(public|protected) abstract ", "$1 ");
  }
}
