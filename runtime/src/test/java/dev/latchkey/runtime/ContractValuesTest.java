package dev.latchkey.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small values of the engine's contract. */
class ContractValuesTest {
  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void decisionsAreReadFromTheirPublicForm() throws IOException {
    assertThat(PermissionDecision.of(json("{'kind':'approve-once'}")))
        .isEqualTo(new PermissionDecision.ApproveOnce());
    assertThat(PermissionDecision.of(json("{'kind':'reject','feedback':'no'}")))
        .isEqualTo(new PermissionDecision.Reject("no"));
    assertThat(PermissionDecision.of(json("{'kind':'reject'}")))
        .isEqualTo(new PermissionDecision.Reject(null));
    assertThat(PermissionDecision.of(json("{'kind':'user-not-available'}")))
        .isEqualTo(new PermissionDecision.UserNotAvailable());
    assertThat(
            PermissionDecision.of(
                json(
                    "{'kind':'approve-for-location','approval':{'kind':'read'},'locationKey':'k'}")))
        .isEqualTo(
            new PermissionDecision.ApproveFor(
                PermissionDecision.Scope.LOCATION, json("{'kind':'read'}"), "k"));
    assertThat(PermissionDecision.of(json("{}"))).isEqualTo(new PermissionDecision.Unknown(""));
  }

  @Test
  void filtersKnowNamesAndOrigins() {
    ToolFilter filter = new ToolFilter(List.of("custom:*", "bash"), List.of("builtin:view", "c"));
    assertThat(filter.allows("custom", "a")).isTrue();
    assertThat(filter.allows("builtin", "bash")).isTrue();
    assertThat(filter.allows("builtin", "edit")).isFalse();
    assertThat(filter.allows("builtin", "view")).isFalse();
    assertThat(filter.allows("custom", "c")).isFalse();
    assertThat(new ToolFilter(List.of(), List.of()).allows("custom", "a")).isFalse();
    assertThat(ToolFilter.ALL.allows("mcp", "x")).isTrue();
  }

  @Test
  void optionsAreCopiedWhole() {
    SessionOptions options =
        SessionOptions.builder()
            .id("x")
            .model("m")
            .streaming(true)
            .infinite(InfiniteSessions.OFF)
            .build();
    assertThat(options.toBuilder().build()).isEqualTo(options);
  }
}
