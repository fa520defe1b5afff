package dev.latchkey.runtime.engine;

import dev.latchkey.providers.CallFailure;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.FinishReason;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.runtime.loop.Reply;
import dev.latchkey.runtime.schema.JsonText;
import dev.latchkey.runtime.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the final answer of a run against the format its user wants, whether or not the provider
 * was told of it: some ignore what they cannot do. Asks again a few times.
 */
final class AnswerCheck {
  /** How often a model is asked to correct an answer. */
  static final int MAX_REASKS = 2;

  private static final Pattern FENCED =
      Pattern.compile("\\s*```[a-zA-Z]*[ \\t]*\\r?\\n(.*?)\\s*```\\s*", Pattern.DOTALL);

  private @Nullable ResponseFormat format;
  private int asked;

  AnswerCheck(@Nullable ResponseFormat wanted) {
    this.format = wanted;
  }

  @Nullable ResponseFormat format() {
    return format;
  }

  /** From now on this is wanted: a message that joined the run says so. */
  void want(ResponseFormat other) {
    format = other;
    asked = 0;
  }

  /** The answer without a code fence around its JSON. */
  Reply tidied(Reply answer) {
    Matcher fenced = FENCED.matcher(text(answer));
    if (format == null || !fenced.matches() || JsonText.of(fenced.group(1)).problem() != null) {
      return answer;
    }
    List<Content> blocks = new ArrayList<>(answer.content());
    blocks.removeIf(Content.Text.class::isInstance);
    blocks.add(new Content.Text(fenced.group(1)));
    return answer.saying(blocks);
  }

  /**
   * What to ask the model; empty when the answer is as wanted, or a filter of the provider cut it.
   *
   * @throws ModelException.BadResponse when it was asked often enough
   */
  Optional<String> question(Reply answer) {
    if (format == null || answer.finish() == FinishReason.CONTENT_FILTER) {
      return Optional.empty();
    }
    List<String> problems = problems(format, text(answer));
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String all = String.join("; ", problems);
    if (asked == MAX_REASKS) {
      throw new ModelException.BadResponse(failure(format, all), false);
    }
    asked++;
    return Optional.of(
        "Your answer cannot be used: "
            + all
            + ". Answer again, corrected. "
            + format.instructions());
  }

  private static List<String> problems(ResponseFormat format, String text) {
    JsonText json = JsonText.of(text);
    return json.problem() == null
        ? SchemaCheck.problems(format.schema(), json.value())
        : List.of("it is not one JSON document (" + json.problem() + ")");
  }

  private static CallFailure failure(ResponseFormat format, String problems) {
    return CallFailure.builder(
            "The answer does not fit the response format \"%s\", also after %d corrections: %s."
                .formatted(format.name(), MAX_REASKS, problems))
        .code("response_format_mismatch")
        .nextStep(
            "Simplify the schema, say in the prompt what its fields mean, or choose a model whose"
                + " provider enforces schemas.")
        .build();
  }

  private static String text(Reply answer) {
    return answer.content().stream()
        .filter(Content.Text.class::isInstance)
        .map(block -> ((Content.Text) block).text())
        .collect(Collectors.joining());
  }
}
