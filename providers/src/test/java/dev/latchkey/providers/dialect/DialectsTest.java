package dev.latchkey.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.dialect.Dialects.Place;
import dev.latchkey.providers.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DialectsTest {
  private static final Place PLACE = new Place("https://a.example.com/v1/chat/completions", "m");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Dialects dialects = new Dialects(() -> now, Duration.ofHours(1), 2);

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
}
