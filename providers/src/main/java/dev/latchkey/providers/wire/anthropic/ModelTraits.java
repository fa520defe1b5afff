package dev.latchkey.providers.wire.anthropic;

import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.catalogue.Catalogue;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Thinking;

/**
 * What a request must know of its model: how many tokens it can write and how it is asked to think.
 * The API demands the first and refuses the wrong form of the second.
 *
 * @param maxOutput asked for when the caller sets no cap; what the model can write, but not more
 *     than usual
 * @param formats whether it can be held to a schema
 */
record ModelTraits(int maxOutput, Thinking thinking, boolean formats) {
  /** A modest cap that compatible servers accept, whatever their model. */
  private static final int MODEST = 8192;

  /** As the request says, else as is publicly known, else as servers of this wire usually are. */
  static ModelTraits of(ModelRequest request, Quirks quirks) {
    ModelFacts known = Catalogue.of(quirks.catalogId(request.model()));
    Thinking asked = request.thinking();
    Thinking thinking = asked == null ? Known.orNull(known.thinking()) : asked;
    Integer output = Known.orNull(known.outputTokens());
    if (output == null) {
      // models that think as they find right came late, and all write more than is usual
      output = thinking == Thinking.ADAPTIVE ? ModelFacts.USUAL_ANSWER : MODEST;
    }
    return new ModelTraits(
        Math.min(output, ModelFacts.USUAL_ANSWER),
        thinking == null ? Thinking.BUDGET : thinking,
        Boolean.TRUE.equals(Known.orNull(known.schema())));
  }

  /** Whether it is of those that refuse a conversation that ends with their own words. */
  boolean refusesPrefill() {
    return thinking == Thinking.ADAPTIVE;
  }
}
