package dev.latchkey.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.catalogue.Origin;
import dev.latchkey.providers.dialect.Dialects.Place;
import dev.latchkey.providers.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
  private static final Place PLACE = new Place("https://a.example.com/v1/chat/completions", "m");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Dialects dialects =
      new Dialects(() -> now, Duration.ofHours(1), 2, DialectStore.NONE);

  @Test
  void remembersPerEndpointAndModelUntilTheTimeIsOver() {
    dialects.learn(PLACE, List.of(Lesson.omit("store"), Lesson.of("outputCap", "max_tokens")));
    dialects.learn(PLACE, List.of(Lesson.omit("store"), Lesson.omit("user")));
    dialects.learnWindow(PLACE, 4096);

    assertThat(dialects.at(PLACE, Quirks.DEFAULT).omit())
        .containsExactlyInAnyOrder("store", "user");
    assertThat(dialects.at(new Place(PLACE.endpoint(), "other"), Quirks.DEFAULT))
        .isEqualTo(Quirks.DEFAULT);
    assertThat(dialects.contextWindow(PLACE)).isEqualTo(OptionalInt.of(4096));
    assertThat(dialects.export())
        .isEqualTo(
            WireJson.tree(
                """
                {"dialects":[{"endpoint":"https://a.example.com/v1/chat/completions","model":"m",
                  "quirks":{"omit":["store","user"],"outputCap":"max_tokens"},
                  "maxContextWindowTokens":4096,
                  "learnedAt":"2026-01-01T00:00:00Z","expiresAt":"2026-01-01T01:00:00Z"}]}
                """));

    now = now.plus(Duration.ofHours(1));
    assertThat(dialects.export().path("dialects")).isEmpty();
    assertThat(dialects.at(PLACE, Quirks.DEFAULT)).isEqualTo(Quirks.DEFAULT);
    assertThat(dialects.contextWindow(PLACE)).isEmpty();
  }

  @Test
  void isBoundedAndForgetsTheLongestUnused() {
    Place second = new Place("b", "m");
    dialects.learn(PLACE, List.of(Lesson.omit("store")));
    dialects.learn(second, List.of(Lesson.omit("store")));
    dialects.at(PLACE, Quirks.DEFAULT);
    dialects.learn(new Place("c", "m"), List.of(Lesson.omit("store")));

    assertThat(dialects.at(second, Quirks.DEFAULT)).isEqualTo(Quirks.DEFAULT);
    assertThat(dialects.at(PLACE, Quirks.DEFAULT).omit()).containsExactly("store");
    dialects.forget();
    assertThat(dialects.export().path("dialects")).isEmpty();
  }

  /** What a file would hold. */
  private static final class Paper implements DialectStore {
    private @Nullable String text;

    @Override
    public @Nullable String read() {
      return text;
    }

    @Override
    public void update(UnaryOperator<@Nullable String> change) {
      text = change.apply(text);
    }
  }

  private Dialects process(Paper paper) {
    return new Dialects(() -> now, Duration.ofHours(1), 2, paper);
  }

  @Test
  void outlivesTheProcessAndAddsToWhatOthersLearned() {
    Paper paper = new Paper();
    Dialects one = process(paper);
    Dialects two = process(paper);
    one.learn(PLACE, List.of(Lesson.omit("store")));
    two.learn(PLACE, List.of(Lesson.omit("user")));
    two.learnWindow(PLACE, 4096);

    Dialects later = process(paper);
    assertThat(later.at(PLACE, Quirks.DEFAULT).omit()).containsExactlyInAnyOrder("store", "user");
    assertThat(later.facts(PLACE).contextWindow()).isEqualTo(new Known<>(4096, Origin.LEARNED));

    assertThat(one.forget(place -> place.model().equals("m"))).isEqualTo(1);
    assertThat(paper.text).isNull();
    two.learn(new Place("b", "m"), List.of(Lesson.omit("store")));
    assertThat(process(paper).at(PLACE, Quirks.DEFAULT)).isEqualTo(Quirks.DEFAULT);

    now = now.plus(Duration.ofHours(1));
    assertThat(process(paper).export().path("dialects")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"dialects\":[{\"endp",
        "[]",
        "{\"dialects\":7}",
        "{\"dialects\":[{\"endpoint\":\"e\",\"model\":\"m\",\"quirks\":{\"no\":1},\"learnedAt\":\"2026-01-01T00:00:00Z\"}]}",
        "{\"dialects\":[{\"endpoint\":\"e\",\"model\":\"m\",\"quirks\":{},\"learnedAt\":\"today\"}]}"
      })
  void makesDoWithoutWhatItCannotRead(String text) {
    Paper paper = new Paper();
    paper.text = text;
    Dialects dialects = process(paper);

    assertThat(dialects.export().path("dialects")).isEmpty();
    dialects.learn(PLACE, List.of(Lesson.omit("store")));
    assertThat(process(paper).at(PLACE, Quirks.DEFAULT).omit()).containsExactly("store");
  }

  @Test
  void learnsFromPromptsThatWereTaken() {
    ModelFacts small = ModelFacts.said(Origin.CATALOGUE).contextWindow(4096).build();
    ModelFacts users = ModelFacts.said(Origin.USER).contextWindow(4096).build();

    assertThat(dialects.taken(PLACE, 4000, small)).isEmpty();
    assertThat(dialects.taken(PLACE, 9000, users)).isEmpty();
    assertThat(dialects.taken(PLACE, 90_000, ModelFacts.UNKNOWN)).isEmpty();
    assertThat(dialects.facts(PLACE)).isEqualTo(ModelFacts.UNKNOWN);

    assertThat(dialects.taken(PLACE, 9000, small)).contains(9000);
    assertThat(dialects.facts(PLACE).contextWindow()).isEqualTo(new Known<>(9000, Origin.LEARNED));
    assertThat(dialects.learnWindow(PLACE, 8192)).isTrue();
    assertThat(dialects.learnWindow(PLACE, 8192)).isFalse();
    assertThat(dialects.facts(PLACE).contextWindow()).isEqualTo(new Known<>(8192, Origin.LEARNED));
  }

  @Test
  void tellsWhatRefusalsMeanForTheModel() {
    dialects.learn(
        PLACE,
        List.of(
            Lesson.omit("reasoning_effort"),
            Lesson.of("media", false),
            Lesson.of("outputLimit", 512)));

    ModelFacts learned = dialects.facts(PLACE);
    assertThat(learned.takesEffort()).isFalse();
    assertThat(learned.sees()).isFalse();
    assertThat(learned.outputTokens()).isEqualTo(new Known<>(512, Origin.LEARNED));
  }
}
