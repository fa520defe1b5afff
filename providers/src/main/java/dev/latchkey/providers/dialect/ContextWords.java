package dev.latchkey.providers.dialect;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large a context window is, from the words that refuse a prompt for being larger. */
final class ContextWords {
  private static final String NUMBER = "(\\d[\\d,_]{2,11})";
  private static final List<Pattern> WINDOW =
      List.of(
          Pattern.compile("(?:maximum|max) context (?:length|size|window)(?: is| of|:)* " + NUMBER),
          Pattern.compile(
              "context (?:length|size|window)(?: is| of|:| limit| only| \\(n_ctx=)* ?" + NUMBER),
          Pattern.compile("n_ctx\\W{1,4}" + NUMBER),
          Pattern.compile("tokens > " + NUMBER + " maximum"),
          Pattern.compile("maximum number of tokens allowed \\(?" + NUMBER),
          Pattern.compile("(?:limit|maximum) (?:is|of) " + NUMBER + " (?:input )?tokens"));

  private ContextWords() {}

  static OptionalInt window(String said) {
    String words = said.toLowerCase(Locale.ROOT);
    for (Pattern pattern : WINDOW) {
      Matcher matcher = pattern.matcher(words);
      if (matcher.find()) {
        String digits = matcher.group(1).replaceAll("\\D", "");
        return digits.length() > 9 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
      }
    }
    return OptionalInt.empty();
  }
}
