package dev.latchkey.providers.wire.completions;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What compatible servers write as {@code finish_reason}, and what they mean by it. */
final class FinishWords {
  private FinishWords() {}

  static FinishReason reason(@Nullable String word, boolean calls) {
    FinishReason stop = calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    if (word == null) {
      return stop;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "length", "max_tokens", "model_length", "max_output_tokens" -> FinishReason.LENGTH;
      case "content_filter", "safety", "recitation", "prohibited_content", "refusal" ->
          FinishReason.CONTENT_FILTER;
      case "error" ->
          throw new ModelException.Overloaded(
              CallFailure.of(
                  "The provider ended the reply with finish_reason \"error\".",
                  "Try again, or choose another model: the server behind this one failed."),
              null);
      // stop, tool_calls, function_call, end_turn, eos, and words nobody has invented yet
      default -> stop;
    };
  }
}
