package dev.latchkey.providers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelRequest;
import dev.latchkey.providers.ModelStream;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.ProviderJson;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.RetryListener;
import dev.latchkey.providers.ToolSpec;
import dev.latchkey.providers.wire.WireJson;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.traffic.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Betas, lifetimes of caches and service tiers: in the configuration and the environment. */
class WireOptionsTest {
  private static final ToolSpec LOOK =
      new ToolSpec("look", "Looks.", object("{'type':'object','properties':{}}"));

  private final Simulator sim = Simulator.start();
  private final Providers providers = Providers.open(CallPolicy.DEFAULT);

  @AfterEach
  void close() {
    providers.close();
    sim.close();
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) Objects.requireNonNull(WireJson.tree(text.replace('\'', '"')), text);
  }

  private RecordedRequest sent(ProviderConfig config, ModelRequest.Builder request) {
    ModelRequest whole =
        request.system("S").messages(List.of(Message.user("Hi"))).tools(List.of(LOOK)).build();
    try (ModelStream stream = providers.connect(config).stream(whole, RetryListener.NONE)) {
      Harness.drain(stream);
    }
    assertThat(sim.violations()).isEmpty();
    return sim.lastRequest();
  }

  private RecordedRequest sent(String fields) {
    ObjectNode config = object("{'baseUrl':'" + sim.baseUrl() + "/v1'," + fields + "}");
    return sent(
        ProviderJson.read(config),
        ModelRequest.builder("claude-sonnet-4-5").reasoningEffort("low"));
  }

  @Test
  void betasJoinThoseOfTheHeaders() {
    RecordedRequest sent =
        sent(
            "'type':'anthropic','headers':{'anthropic-beta':'one, two'},"
                + "'latchkey':{'betas':['two','three']}");
    assertThat(sent.headers().first("anthropic-beta")).hasValue("one,two,three");
  }

  @Test
  void noBetaIsNamedUnasked() {
    assertThat(sent("'type':'anthropic'").headers().contains("anthropic-beta")).isFalse();
  }

  @Test
  void thinkingBetweenCallsIsAskedForWhereTheModelHasABudget() {
    String interleaved = "'type':'anthropic','latchkey':{'quirks':{'interleavedThinking':true}}";
    assertThat(sent(interleaved).headers().first("anthropic-beta"))
        .hasValue("interleaved-thinking-2025-05-14");
    ProviderConfig config =
        ProviderJson.read(object("{'baseUrl':'" + sim.baseUrl() + "'," + interleaved + "}"));
    RecordedRequest adaptive =
        sent(config, ModelRequest.builder("claude-opus-4-6").reasoningEffort("low"));
    assertThat(adaptive.headers().contains("anthropic-beta")).isFalse();
    RecordedRequest thoughtless = sent(config, ModelRequest.builder("claude-sonnet-4-5"));
    assertThat(thoughtless.headers().contains("anthropic-beta")).isFalse();
  }

  @Test
  void cachesLiveAsLongAsChosen() {
    String marks =
        sent("'type':'anthropic','latchkey':{'cacheTtl':'1h'}")
            .body()
            .findValues("cache_control")
            .toString()
            .replace('"', '\'');
    String mark = "{'type':'ephemeral','ttl':'1h'}";
    assertThat(marks).isEqualTo("[" + mark + ", " + mark + ", " + mark + "]");
  }

  @ParameterizedTest
  @CsvSource({"openai, completions, flex", "openai, responses, priority", "anthropic, , auto"})
  void theServiceTierIsSentOnEveryWire(String type, String wire, String tier) {
    String api = wire == null ? "" : ",'wireApi':'" + wire + "'";
    RecordedRequest sent =
        sent("'type':'" + type + "'" + api + ",'latchkey':{'serviceTier':'" + tier + "'}");
    assertThat(sent.body().path("service_tier").asText()).isEqualTo(tier);
  }

  @Test
  void theEnvironmentChoosesTheSame() {
    ProviderConfig config =
        ProviderEnvironment.read(
                Map.of(
                    "COPILOT_PROVIDER_BASE_URL", sim.baseUrl(),
                    "COPILOT_PROVIDER_TYPE", "anthropic",
                    "COPILOT_PROVIDER_BETAS", "one, two",
                    "COPILOT_PROVIDER_CACHE_TTL", "1h",
                    "COPILOT_PROVIDER_SERVICE_TIER", "standard_only",
                    "COPILOT_MODEL", "claude-opus-4-6"))
            .orElseThrow()
            .config();
    RecordedRequest sent = sent(config, ModelRequest.builder("claude-opus-4-6"));
    assertThat(sent.headers().first("anthropic-beta")).hasValue("one,two");
    assertThat(sent.body().path("service_tier").asText()).isEqualTo("standard_only");
    assertThat(sent.body().findValues("ttl")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'betas':'one' | latchkey.betas must be an array of strings",
        "'betas':['a b'] | latchkey.betas has an entry",
        "'cacheTtl':'2h' | latchkey.cacheTtl must be \"5m\" or \"1h\"",
        "'serviceTier':5 | latchkey.serviceTier must be a string"
      },
      quoteCharacter = '~')
  void namesTheFieldThatIsWrong(String fields, String message) {
    ObjectNode config = object("{'baseUrl':'x','latchkey':{" + fields + "}}");
    assertThatThrownBy(() -> ProviderJson.read(config))
        .isInstanceOf(ModelException.InvalidRequest.class)
        .hasMessageContaining(message);
  }
}
