package dev.latchkey.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.AssistantMessageEvent;
import com.github.copilot.generated.AssistantMessageEvent.AssistantMessageEventData;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssistantReplyTest {
  private static final List<Family> FAMILIES = List.of(Family.values());

  @Test
  void completionsReasoningNeedsOnlyTheFlatFields() {
    AssistantMessageEventData data =
        data(reasoning("why", Family.COMPLETIONS, null, null, "reasoning"), new Text("so"));

    assertThat(data.reasoningText()).isEqualTo("why");
    assertThat(data.reasoningWireField()).isEqualTo("reasoning");
    assertThat(data.reasoningBlocks()).isNull();
    assertThat(data.content()).isEqualTo("so");
    assertThat(data.toolRequests()).isEmpty();
  }

  @Test
  void anthropicBlocksAreKeptAsTheProviderSentThem() {
    AssistantMessageEventData data =
        data(
            reasoning("one", Family.ANTHROPIC, null, "sig", null),
            reasoning("", Family.ANTHROPIC_REDACTED, null, "secret", null),
            ToolCall.of("c", "t", "{\"a\":1}"));

    assertThat(data.reasoningBlocks().provider()).isEqualTo("anthropic-messages");
    assertThat(data.reasoningBlocks().blocks())
        .containsExactly(
            Map.of("type", "thinking", "thinking", "one", "signature", "sig"),
            Map.of("type", "redacted_thinking", "data", "secret"));
    assertThat(data.toolRequests()).hasSize(1);
    assertThat(data.toolRequests().getFirst().arguments()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void responsesItemsAreKeptAsTheProviderSentThem() {
    AssistantMessageEventData data =
        data(
            reasoning("a\n\nb", Family.RESPONSES, "rs_1", "enc", "1+1"),
            new Text("t", "commentary"));

    assertThat(data.encryptedContent()).isEqualTo("enc");
    assertThat(data.phase()).isEqualTo("commentary");
    assertThat(data.reasoningBlocks().blocks())
        .containsExactly(
            Map.of(
                "type", "reasoning",
                "id", "rs_1",
                "summary",
                    List.of(
                        Map.of("type", "summary_text", "text", "a"),
                        Map.of("type", "summary_text", "text", "b")),
                "encrypted_content", "enc"));
  }

  @Test
  void journalsWithFlatFieldsOnlyAreUnderstood() {
    AssistantMessageEventData encrypted =
        AssistantMessageEventData.builder()
            .content("t")
            .reasoningText("r")
            .encryptedContent("enc")
            .build();
    AssistantMessageEventData plain =
        AssistantMessageEventData.builder().content("t").reasoningText("r").build();

    assertThat(AssistantContent.of(encrypted))
        .containsExactly(reasoning("r", Family.RESPONSES, null, "enc", null), new Text("t"));
    assertThat(AssistantContent.of(plain))
        .containsExactly(reasoning("r", Family.COMPLETIONS, null, null, null), new Text("t"));
  }

  @Test
  void anyReplySurvivesTheJournal() {
    for (int seed = 0; seed < 1_000; seed++) {
      Content[] reply = randomReply(new Random(seed));
      AssistantMessageEvent event = (AssistantMessageEvent) Events.reply(reply);
      assertThat(AssistantContent.of(event.getData())).as("seed " + seed).isEqualTo(List.of(reply));
    }
  }

  private static Content[] randomReply(Random random) {
    Family family = FAMILIES.get(random.nextInt(FAMILIES.size()));
    List<Content> blocks = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      blocks.add(
          switch (random.nextInt(4)) {
            case 0 -> new Text("text " + i, random.nextInt(3) == 0 ? "commentary" : null);
            case 1 -> call(random, i);
            default ->
                random.nextInt(5) == 0 ? new Reasoning("unsigned", null) : random(random, family);
          });
    }
    return blocks.toArray(Content[]::new);
  }

  private static ToolCall call(Random random, int i) {
    String extra = random.nextInt(4) == 0 ? "{\"thought_signature\":\"s\"}" : null;
    return new ToolCall("c" + random.nextInt(3), "t", "{\"i\":" + i + "}", extra);
  }

  private static Reasoning random(Random random, Family family) {
    String id = random.nextBoolean() ? "id" + random.nextInt(9) : null;
    String data = random.nextBoolean() ? "data" : null;
    return switch (family) {
      case ANTHROPIC -> reasoning("thought", family, id, data, null);
      case ANTHROPIC_REDACTED -> reasoning("", family, null, data, null);
      case ANTHROPIC_OWN ->
          reasoning("", family, null, "{\"type\":\"server_tool_use\",\"id\":\"s\"}", null);
      case RESPONSES ->
          switch (random.nextInt(4)) {
            case 0 -> reasoning("", family, id, data, null);
            case 1 -> reasoning("first\n\nsecond", family, id, data, "5+6");
            case 2 -> reasoning("raw", family, id, data, "content");
            default -> reasoning("one part\n\nonly", family, id, data, null);
          };
      case COMPLETIONS ->
          reasoning("why", family, id, data, random.nextBoolean() ? "reasoning" : null);
    };
  }

  private static Reasoning reasoning(
      String text,
      Family family,
      @Nullable String id,
      @Nullable String data,
      @Nullable String field) {
    return new Reasoning(text, new ReasoningSeal(family, id, data, field));
  }

  private static AssistantMessageEventData data(Content... content) {
    return ((AssistantMessageEvent) Events.reply(content)).getData();
  }
}
