package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model of one endpoint. Nothing in it changes: whoever learns makes another.
 *
 * @param quirks as in {@link QuirksJson}
 * @param contextWindow in tokens, as a refusal named it; 0 when none did
 * @param largestPrompt in tokens, of those that were taken although they seemed too large; 0 when
 *     there was none
 * @param learnt when the last lesson came
 */
record Dialect(ObjectNode quirks, int contextWindow, int largestPrompt, Instant learnt) {
  /** Before the first lesson. */
  static final Dialect NONE =
      new Dialect(JsonNodeFactory.instance.objectNode(), 0, 0, Instant.EPOCH);

  Dialect with(List<Lesson> lessons, Instant now) {
    ObjectNode more = quirks.deepCopy();
    lessons.forEach(lesson -> lesson.addTo(more));
    return new Dialect(more, contextWindow, largestPrompt, now);
  }

  /** A refusal is newer than whatever was taken before. */
  Dialect withWindow(int tokens, Instant now) {
    return new Dialect(quirks, tokens, 0, now);
  }

  Dialect withPrompt(int tokens, Instant now) {
    return new Dialect(quirks, contextWindow, Math.max(tokens, largestPrompt), now);
  }

  /** This, and what another process learned of the same place. */
  Dialect and(Dialect other) {
    boolean newer = !learnt.isBefore(other.learnt);
    ObjectNode all = (newer ? other : this).quirks.deepCopy();
    (newer ? this : other)
        .quirks
        .properties()
        .forEach(quirk -> new Lesson(quirk.getKey(), quirk.getValue()).addTo(all));
    return new Dialect(
        all,
        newer && contextWindow > 0 ? contextWindow : other.contextWindow,
        newer && contextWindow > 0 ? largestPrompt : Math.max(largestPrompt, other.largestPrompt),
        newer ? learnt : other.learnt);
  }

  /** The window: named by a refusal, or at least what was taken; null when neither is known. */
  @Nullable Integer window() {
    int window = Math.max(contextWindow, largestPrompt);
    return window == 0 ? null : Integer.valueOf(window);
  }

  /** What follows from it about the model. */
  ModelFacts facts() {
    JsonNode omitted = quirks.path("omit");
    boolean noEffort = false;
    for (JsonNode field : omitted) {
      noEffort |= field.asText().equals("reasoning_effort") || field.asText().equals("reasoning");
    }
    int output = quirks.path("outputLimit").asInt();
    return ModelFacts.said(Origin.LEARNED)
        .contextWindow(window())
        .outputTokens(output > 0 ? Integer.valueOf(output) : null)
        .vision(quirks.path("media").asBoolean(true) ? null : Boolean.FALSE)
        .effort(noEffort ? Boolean.FALSE : null)
        .build();
  }

  /** Whether its quirks are such that requests can follow them. */
  boolean usable() {
    try {
      QuirksJson.with(Quirks.DEFAULT, quirks);
      return true;
    } catch (ModelException.InvalidRequest _) {
      return false;
    }
  }
}
