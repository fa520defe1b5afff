package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.Quirks.EmptyContent;
import dev.latchkey.providers.Quirks.OutputCap;
import dev.latchkey.providers.Quirks.SystemRole;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Quirks as they are written in configuration and exported: one object, a field per quirk, named as
 * in {@link Quirks}. Only what is there changes; {@code omit} adds.
 */
public final class QuirksJson {
  private static final Map<String, BiConsumer<Quirks.Builder, Boolean>> FLAGS =
      Map.ofEntries(
          Map.entry("streaming", Quirks.Builder::streaming),
          Map.entry("streamUsage", Quirks.Builder::streamUsage),
          Map.entry("thinkTags", Quirks.Builder::thinkTags),
          Map.entry("replayReasoning", Quirks.Builder::replayReasoning),
          Map.entry("media", Quirks.Builder::media),
          Map.entry("toolMedia", Quirks.Builder::toolMedia),
          Map.entry("promptCaching", Quirks.Builder::promptCaching),
          Map.entry("cacheKey", Quirks.Builder::cacheKey),
          Map.entry("encryptedReasoning", Quirks.Builder::encryptedReasoning),
          Map.entry("contentWithCalls", Quirks.Builder::contentWithCalls),
          Map.entry("requireReasoning", Quirks.Builder::requireReasoning),
          Map.entry("alwaysStream", Quirks.Builder::alwaysStream),
          Map.entry("textCalls", Quirks.Builder::textCalls),
          Map.entry("structuredOutput", Quirks.Builder::structuredOutput),
          Map.entry("structuredWithTools", Quirks.Builder::structuredWithTools),
          Map.entry("interleavedThinking", Quirks.Builder::interleavedThinking));

  private QuirksJson() {}

  /**
   * {@code base} changed by {@code written}.
   *
   * @throws ModelException.InvalidRequest naming the quirk that is unknown or has a wrong value
   */
  public static Quirks with(Quirks base, ObjectNode written) {
    Quirks.Builder quirks = base.with();
    for (Map.Entry<String, JsonNode> field : written.properties()) {
      change(base, quirks, field.getKey(), field.getValue());
    }
    return quirks.build();
  }

  private static void change(Quirks base, Quirks.Builder quirks, String name, JsonNode value) {
    BiConsumer<Quirks.Builder, Boolean> flag = FLAGS.get(name);
    if (flag != null) {
      flag.accept(quirks, bool(name, value));
      return;
    }
    switch (name) {
      case "outputCap" -> quirks.outputCap(word(name, value, OutputCap.values(), OutputCap::field));
      case "systemRole" ->
          quirks.systemRole(word(name, value, SystemRole.values(), SystemRole::wireName));
      case "emptyContent" ->
          quirks.emptyContent(word(name, value, EmptyContent.values(), QuirksJson::word));
      case "outputLimit" -> quirks.outputLimit(count(name, value));
      case "omit" -> quirks.omit(added(base.omit(), value));
      default -> throw wrong(name, "is unknown", "Use the names on the providers page.");
    }
  }

  static String word(EmptyContent content) {
    return switch (content) {
      case NULL -> "null";
      case EMPTY_STRING -> "empty";
      case ABSENT -> "absent";
    };
  }

  private static boolean bool(String name, JsonNode value) {
    if (!value.isBoolean()) {
      throw wrong(name, "must be true or false", "Correct that field.");
    }
    return value.booleanValue();
  }

  private static int count(String name, JsonNode value) {
    if (!value.canConvertToInt() || value.intValue() < 0) {
      throw wrong(name, "must be a number of tokens", "Correct that field.");
    }
    return value.intValue();
  }

  private static <T> T word(String name, JsonNode value, T[] choices, Function<T, String> word) {
    return Arrays.stream(choices)
        .filter(choice -> word.apply(choice).equals(value.textValue()))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                name,
                "has a value that is unknown",
                "Use one of: "
                    + Arrays.stream(choices).map(word).collect(Collectors.joining(", "))
                    + "."));
  }

  private static Set<String> added(Set<String> before, JsonNode fields) {
    Set<String> all = new HashSet<>(before);
    for (JsonNode field : fields) {
      all.add(field.asText());
    }
    return all;
  }

  private static ModelException wrong(String quirk, String problem, String nextStep) {
    return new ModelException.InvalidRequest(
        CallFailure.of(
            "Provider configuration: latchkey.quirks." + quirk + " " + problem + ".", nextStep));
  }
}
