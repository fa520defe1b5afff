package dev.latchkey.providers.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names a model may be known by: its id, and what is left of it without what vendors, gateways
 * and local servers add to ids.
 */
final class ModelNames {
  /** Bedrock's {@code us.anthropic.} and the like. */
  private static final Pattern VENDOR =
      Pattern.compile(
          "^(?:[a-z-]{2,10}\\.)?(?:anthropic|meta|mistral|amazon|cohere|openai|google|deepseek"
              + "|qwen|moonshot|xai|zai)\\.");

  /** Ollama's {@code :8b}, OpenRouter's {@code :free}, Vertex' {@code @20250929}. */
  private static final Pattern TAG = Pattern.compile("[:@].*$");

  private static final Pattern VERSION = Pattern.compile("-v\\d+$");
  private static final Pattern DATE = Pattern.compile("-20\\d{2}-?(?:0\\d|1[0-2])-?[0-3]\\d$");
  private static final Pattern LATEST = Pattern.compile("-latest$");
  private static final Pattern DOTTED = Pattern.compile("(?<=\\d)\\.(?=\\d)");

  private ModelNames() {}

  /** The most exact first, all lower case. */
  static List<String> of(String id) {
    Set<String> names = new LinkedHashSet<>();
    String name = id.strip().toLowerCase(Locale.ROOT);
    names.add(name);
    name = name.substring(name.lastIndexOf('/') + 1);
    names.add(name);
    name = VENDOR.matcher(name).replaceFirst("");
    names.add(name);
    for (Pattern addition : List.of(TAG, VERSION, DATE, LATEST)) {
      name = addition.matcher(name).replaceFirst("");
      names.add(name);
    }
    int claude = name.indexOf("claude-");
    if (claude >= 0) {
      // deployments are often named after it, and its versions are written both ways
      names.add(DOTTED.matcher(name.substring(claude)).replaceAll("-"));
    }
    names.remove("");
    return new ArrayList<>(names);
  }
}
