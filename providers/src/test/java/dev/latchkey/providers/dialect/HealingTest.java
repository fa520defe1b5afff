package dev.latchkey.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallNotice;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ModelEvent;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ResponseFormat;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.SimulatorOptions;
import dev.latchkey.simulator.script.ErrorShape;
import dev.latchkey.simulator.script.Quirk;
import dev.latchkey.simulator.script.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that refuse something: the first call heals itself, the second is right at once. */
class HealingTest {
  private static final ResponseFormat FORMAT =
      new ResponseFormat(
          "answer",
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "object")
              .set("properties", JsonNodeFactory.instance.objectNode().putObject("a")),
          null,
          null);
  private static final String PICTURE = "iVBORw0KGgo=";

  /** What nothing can heal: the user's tools, or kinds of tools that we never send. */
  private static final Set<Quirk> NOT_DIALECTS = EnumSet.of(Quirk.NO_TOOLS, Quirk.NO_CUSTOM_TOOLS);

  /** What is refused without a word on which field: nobody could learn from that. */
  private static final Set<Quirk> NAMELESS =
      EnumSet.of(Quirk.NO_STRICT_TOOLS, Quirk.NO_REASONING_IN_MESSAGES, Quirk.NO_CACHE_CONTROL);

  /** What a wire cannot be spoken without. */
  private static boolean essential(String wire, Quirk quirk) {
    return switch (wire) {
      case "messages" -> quirk == Quirk.NO_MAX_TOKENS || quirk == Quirk.NO_CONTENT_PARTS;
      case "responses" -> quirk == Quirk.NO_CONTENT_PARTS;
      default -> false;
    };
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String wire : List.of("completions", "responses", "messages")) {
      for (Quirk quirk : EnumSet.complementOf(EnumSet.copyOf(NOT_DIALECTS))) {
        for (ErrorShape shape :
            List.of(
                ErrorShape.USUAL,
                ErrorShape.FASTAPI,
                ErrorShape.MISTRAL,
                ErrorShape.FLAT,
                ErrorShape.STRING,
                ErrorShape.TEXT)) {
          boolean told = shape != ErrorShape.STRING && shape != ErrorShape.TEXT;
          boolean anthropicTellsNoField = wire.equals("messages") && shape == ErrorShape.USUAL;
          boolean named = (told && !anthropicTellsNoField) || !NAMELESS.contains(quirk);
          if (named && !essential(wire, quirk)) {
            cases.add(Arguments.of(wire, quirk, shape));
          }
        }
      }
    }
    return cases.stream();
  }

  @DisplayName("B5: a refused field is learned from the refusal")
  @ParameterizedTest
  @MethodSource("cases")
  void healsOnTheFirstCallAndIsRightOnTheSecond(String wire, Quirk quirk, ErrorShape shape) {
    try (Simulator sim =
            Simulator.start(SimulatorOptions.defaults().quirks(quirk).errorShape(shape));
        Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      ModelProvider provider = providers.connect(ProviderJson.read(config(sim, wire)));
      Ear ear = new Ear();
      ModelRequest request = request(quirk != Quirk.STREAMING_ONLY);

      assertThat(end(provider, request, ear)).isInstanceOf(ModelEvent.Finished.class);
      int first = sim.modelCalls().size();
      assertThat(end(provider, request, ear)).isInstanceOf(ModelEvent.Finished.class);

      assertThat(sim.modelCalls()).hasSize(first + 1);
      assertThat(ear.waits).isEmpty();
      assertThat(ear.notices).hasSize(first > 1 ? 1 : 0);
      assertThat(providers.dialects().export().path("dialects")).hasSize(first > 1 ? 1 : 0);
      assertThat(first).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void tellsWhatItLearnedWithoutTheKeyThatTheServerRepeats() {
    String key = "key-0815-of-mine";
    try (Simulator sim = Simulator.start();
        Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      String words = "Unsupported parameter: 'stream_options' (asked with " + key + ")";
      sim.enqueue(
          Reply.http(400, "application/json", "{\"error\":{\"message\":\"" + words + "\"}}"),
          Reply.text("Fine."));
      ObjectNode config =
          JsonNodeFactory.instance
              .objectNode()
              .put("baseUrl", sim.baseUrl() + "/v1")
              .put("apiKey", key);
      Ear ear = new Ear();
      ModelRequest request =
          ModelRequest.builder("m").messages(List.of(Message.user("Hi"))).build();
      assertThat(end(providers.connect(ProviderJson.read(config)), request, ear))
          .isInstanceOf(ModelEvent.Finished.class);
      assertThat(ear.notices.toString()).contains("asked with ***").doesNotContain(key);
    }
  }

  /** Sends as much as a request can hold. */
  private static ObjectNode config(Simulator sim, String wire) {
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("baseUrl", sim.baseUrl() + "/v1");
    config.put("type", wire.equals("messages") ? "anthropic" : "openai");
    config.put("wireApi", wire.equals("messages") ? "completions" : wire);
    ObjectNode latchkey = config.putObject("latchkey");
    ObjectNode extra = latchkey.putObject("extraBody");
    extra.put("temperature", 0.2).put("top_p", 0.9);
    if (!wire.equals("messages")) {
      extra.put("parallel_tool_calls", true).put("store", false).put("tool_choice", "auto");
    }
    extra.put("house_rule", 7);
    latchkey
        .putObject("quirks")
        .put("cacheKey", true)
        .put("toolMedia", true)
        .put("structuredWithTools", true);
    return config;
  }

  private static ModelRequest request(boolean streams) {
    ReasoningSeal seal =
        new ReasoningSeal(ReasoningSeal.Family.COMPLETIONS, null, null, "reasoning_content");
    Content.Media picture = new Content.Media("image/png", PICTURE, "a.png");
    return ModelRequest.builder("claude-sonnet-4-5")
        .system("Be brief.")
        .responseFormat(FORMAT)
        .messages(
            List.of(
                new Message(Role.USER, List.of(new Content.Text("Look"), picture)),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new Content.Reasoning("Hm.", seal),
                        new Content.Text("I look."),
                        new Content.ToolCall("c1", "look", "{}", null))),
                Message.results(List.of(new Content.ToolResult("c1", List.of(picture), false))),
                new Message(
                    Role.ASSISTANT, List.of(new Content.ToolCall("c2", "look", "{}", null))),
                Message.results(
                    List.of(
                        new Content.ToolResult(
                            "c2", List.of(new Content.Text("nothing")), false)))))
        .tools(List.of(new ToolSpec("look", "Looks.", JsonNodeFactory.instance.objectNode())))
        .stream(streams)
        .maxOutputTokens(9000)
        .reasoningEffort("low")
        .cacheKey("k")
        .build();
  }

  private static final class Ear implements RetryListener {
    private final List<CallNotice> notices = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public void retrying(ModelException cause, int attempt, Duration wait) {
      waits.add(wait);
    }

    @Override
    public void noticed(CallNotice notice) {
      notices.add(notice);
    }
  }

  private static ModelEvent end(ModelProvider provider, ModelRequest request, Ear ear) {
    try (ModelStream stream = provider.stream(request, ear)) {
      ModelEvent event;
      do {
        event = stream.next();
      } while (!event.terminal());
      return event;
    }
  }

  @DisplayName("B5: what was learned is told and exported")
  @Test
  void saysWhatItLearnedAndExportsItAsConfiguration() {
    try (Simulator sim =
            Simulator.start(
                SimulatorOptions.defaults()
                    .quirks(Quirk.NO_MAX_TOKENS, Quirk.NO_TEMPERATURE, Quirk.NO_STREAM_OPTIONS));
        Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      Ear ear = new Ear();
      end(providers.connect(ProviderJson.read(config(sim, "completions"))), request(true), ear);

      JsonNode learned = providers.dialects().export().at("/dialects/0");
      assertThat(learned.path("endpoint").textValue())
          .isEqualTo(sim.baseUrl() + "/v1/chat/completions");
      assertThat(learned.path("quirks"))
          .isEqualTo(
              WireJson.tree(
                  "{\"outputCap\":\"max_completion_tokens\",\"streamUsage\":false,"
                      + "\"omit\":[\"temperature\"]}"));
      assertThat(ear.notices)
          .singleElement()
          .satisfies(notice ->
              assertThat(notice.message())
                  .contains(sim.baseUrl())
                  .contains("outputCap=\"max_completion_tokens\"", "omit=[\"temperature\"]"));

      sim.forget();
      ObjectNode configured = config(sim, "completions");
      configured.withObject("/latchkey").set("quirks", learned.path("quirks"));
      try (Providers fresh = Providers.open(CallPolicy.DEFAULT)) {
        end(fresh.connect(ProviderJson.read(configured)), request(true), ear);
      }
      assertThat(sim.modelCalls()).hasSize(1);
    }
  }

  @Test
  void neverDropsToolsAndFailsAtOnceWithTheCure() {
    try (Simulator sim = Simulator.start(SimulatorOptions.defaults().quirks(Quirk.NO_TOOLS));
        Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      ModelProvider provider = providers.connect(ProviderJson.read(config(sim, "completions")));
      assertThat(
              org.assertj.core.api.Assertions.catchThrowableOfType(
                  ModelException.InvalidRequest.class,
                  () -> end(provider, request(true), new Ear())))
          .satisfies(
              failure -> assertThat(failure.nextStep()).contains("--enable-auto-tool-choice"));
      assertThat(sim.modelCalls()).hasSize(1);
      assertThat(providers.dialects().export().path("dialects")).isEmpty();
    }
  }
}
