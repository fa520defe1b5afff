package dev.latchkey.providers.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider refuses about a request: a field, and its words.
 *
 * @param path of the field as the provider writes it, e.g. {@code messages[1].content}; empty when
 *     it names none
 * @param words lower case
 */
record Complaint(String path, String words) {
  private static final String NAME = "[`'\"]?([a-z_][\\w.\\[\\]]*\\w)";

  /** How servers put a name before or after the words that refuse it. */
  private static final List<Pattern> NAMING =
      List.of(
          Pattern.compile(
              "(?:unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|deprecated)"
                  + "[ _](?:request |keyword |body |input )?"
                  + "(?:parameter|param|value|field|argument|name|key|property|option)s?\\b"
                  + "(?: supplied)?\\s*:?\\s*"
                  + NAME),
          Pattern.compile(
              "[`'\"]([a-z_][\\w.\\[\\]]*)[`'\"]\\s*(?:is |are |was )?(?:not |un)"
                  + "(?:supported|permitted|allowed|recogni[sz]ed|known|expected)"),
          Pattern.compile("^\\W*([a-z_][\\w.\\[\\]]*)\\s*: "),
          Pattern.compile(
              "(?:does not|doesn't|do not|cannot) (?:support|accept|allow|recogni[sz]e)"
                  + "(?: the)?(?: parameters?| fields?| option)?\\s*:?\\s*"
                  + NAME),
          Pattern.compile("\\b([a-z_][\\w.]*) (?:is|are) not (?:supported|permitted|allowed)"),
          Pattern.compile("missing [`'\"]([a-z_]\\w*)[`'\"]"));

  /** Everything {@code failure} complains of; the most exact first. */
  static List<Complaint> in(ModelException failure) {
    CallFailure said = failure.failure();
    String words = said.message().toLowerCase(Locale.ROOT);
    List<Complaint> found = new ArrayList<>();
    JsonNode body = said.body() == null ? null : WireJson.tree(said.body());
    if (body != null) {
      structured(body, words, found);
    }
    // our own words stand before the provider's
    String theirs = words.replaceFirst("^http \\d{3}: ", "");
    for (Pattern naming : NAMING) {
      Matcher matcher = naming.matcher(theirs);
      while (matcher.find()) {
        found.add(new Complaint(matcher.group(1), theirs));
      }
    }
    found.add(new Complaint("", theirs));
    return found;
  }

  private static void structured(JsonNode body, String words, List<Complaint> found) {
    for (JsonNode holder : List.of(body.path("error"), body)) {
      String param = WireJson.text(holder, "param");
      if (param != null && !param.isBlank()) {
        found.add(new Complaint(param.toLowerCase(Locale.ROOT), words));
      }
      for (JsonNode list : List.of(holder.path("detail"), holder.path("message").path("detail"))) {
        list.forEach(entry -> located(entry, found));
      }
    }
  }

  /** The form of FastAPI: {@code {"type":"extra_forbidden","loc":["body","store"],"msg":"..."}}. */
  private static void located(JsonNode entry, List<Complaint> found) {
    if (!entry.path("loc").isArray()) {
      return;
    }
    StringJoiner path = new StringJoiner(".");
    entry.path("loc").forEach(step -> path.add(step.asText()));
    String words =
        entry.path("type").asText("")
            + " "
            + entry.path("msg").asText("")
            + (entry.path("input").isNull() ? " got null" : "");
    found.add(
        new Complaint(
            path.toString().toLowerCase(Locale.ROOT), words.strip().toLowerCase(Locale.ROOT)));
  }

  /** The names on the path, without positions and the word for the whole body. */
  List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("[^a-z0-9_]+", -1)) {
      boolean position = !step.isEmpty() && Character.isDigit(step.charAt(0));
      if (!step.isEmpty() && !position && !(steps.isEmpty() && step.equals("body"))) {
        steps.add(step);
      }
    }
    return steps;
  }

  boolean says(String... any) {
    for (String word : any) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
