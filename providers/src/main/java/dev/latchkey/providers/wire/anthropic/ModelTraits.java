package dev.latchkey.providers.wire.anthropic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model id tells, by the public model overview: how many tokens it can write and how it is
 * asked to think. The API demands the first and refuses the wrong form of the second.
 *
 * @param maxOutput what every model of that generation can write; asked for when the caller sets no
 *     cap, because a lower figure only cuts long answers and the price is by use
 * @param formats whether it can be held to a schema
 */
record ModelTraits(int maxOutput, Thinking thinking, boolean formats) {
  /** How a model is asked to think. */
  enum Thinking {
    /** It cannot. */
    NEVER,
    /** With a number of tokens to spend. */
    BUDGET,
    /** As much as it finds right, steered by an effort. */
    ADAPTIVE
  }

  /** For ids that are not Claude: a modest cap that compatible servers accept. */
  private static final ModelTraits UNKNOWN = new ModelTraits(8192, Thinking.BUDGET, false);

  private static final Pattern CLAUDE =
      Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

  static ModelTraits of(String model) {
    String id = model.toLowerCase(Locale.ROOT);
    if (!id.contains("claude")) {
      return UNKNOWN;
    }
    Matcher version = CLAUDE.matcher(id);
    if (!version.find()) {
      return new ModelTraits(32_000, Thinking.ADAPTIVE, true);
    }
    String minor = version.group(2);
    return ofVersion(
        100 * Integer.parseInt(version.group(1)) + (minor == null ? 0 : Integer.parseInt(minor)));
  }

  /** {@code version} is 100 times the major plus the minor number. */
  private static ModelTraits ofVersion(int version) {
    if (version < 305) {
      return new ModelTraits(4096, Thinking.NEVER, false);
    }
    if (version < 307) {
      return new ModelTraits(8192, Thinking.NEVER, false);
    }
    return new ModelTraits(
        32_000, version < 406 ? Thinking.BUDGET : Thinking.ADAPTIVE, version >= 405);
  }

  /** Whether it is of those that refuse a conversation that ends with their own words. */
  boolean refusesPrefill() {
    return thinking == Thinking.ADAPTIVE;
  }
}
