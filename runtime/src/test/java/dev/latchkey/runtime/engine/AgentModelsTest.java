package dev.latchkey.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Extension;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.Providers;
import dev.latchkey.runtime.CustomAgent;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.ModelRegistry;
import dev.latchkey.runtime.RegisteredModel;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionException.ModelUnavailable;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.UserInput;
import dev.latchkey.runtime.store.MemoryStore;
import dev.latchkey.simulator.Simulator;
import dev.latchkey.simulator.script.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the models of agents are found, and where they are never looked for. */
@Timeout(120)
class AgentModelsTest {
  private static ProviderConfig provider(String name, String aliases) {
    return ProviderConfig.builder("http://127.0.0.1:1/v1")
        .name(name)
        .extension(Extension.read(Bench.json("{'modelAliases':" + aliases + "}")))
        .build();
  }

  /** {@code a} and {@code b} list models, {@code open} does not. */
  private static ModelRegistry registry() {
    ProviderConfig a = provider("a", "{'haiku':'small'}");
    ProviderConfig b = provider("b", "{'gpt-4.1':'b/big','lost':'nothing'}");
    ProviderConfig open = provider("open", "{'opus':'qwen3'}");
    return new ModelRegistry(
        List.of(a, b, open),
        List.of(
            AgentBench.model("small", a, "gpt-small"),
            AgentBench.model("twin", a, null),
            AgentBench.model("big", b, null),
            AgentBench.model("twin", b, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "a/small, a/small, a/small",
    "a/small, b/big,   b/big",
    "a/small, small,   a/small",
    "a/small, gpt-small, a/small",
    "a/small, big,     b/big",
    "b/big,   twin,    b/twin",
    "a/small, twin,    a/twin",
    "a/small, haiku,   a/small",
    "a/small, gpt-4.1, b/big",
    "a/small, opus,    open/qwen3",
    "a/small, inherit, a/small",
    "a/small, open/anything, open/anything",
    "open/x,  anything, open/anything"
  })
  void namesAreFoundInTheSessionsRegistry(String current, String wanted, String found) {
    assertThat(new AgentModels(registry(), null, current).resolve(wanted)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "a/small, anything",
    "a/small, a/other",
    "a/small, c/big",
    "a/small, sonnet",
    "open/x,  sonnet",
    "a/small, lost",
    "open/x,  twin"
  })
  void whatIsNotThereIsRefusedWithWhatIs(String current, String wanted) {
    assertThatThrownBy(() -> new AgentModels(registry(), null, current).resolve(wanted))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining(wanted)
        .hasMessageMatching("(?s).*(Use one of|Name one of).*b/.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-9", "qwen3:4b", "org/model"})
  void aSingleProviderHasWhateverItSaysItHas(String wanted) {
    AgentModels models = new AgentModels(ModelRegistry.EMPTY, provider("default", "{}"), "m");
    assertThat(models.resolve(wanted)).isEqualTo(wanted);
    assertThatThrownBy(() -> models.resolve("Sonnet"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("Use one of: m");
  }

  /** A machine with providers that a session may or may not use, one of them the server's own. */
  private static final class Machine implements AutoCloseable {
    private final List<Simulator> simulators = new ArrayList<>();
    private final Random random;
    private final Providers providers = Providers.open(CallPolicy.DEFAULT);

    Machine(int seed) {
      random = new Random(seed);
      for (int i = 0; i < 4; i++) {
        simulators.add(Simulator.start());
      }
    }

    ProviderConfig config(int index) {
      boolean anthropic = index == 1;
      ProviderConfig.Builder config =
          ProviderConfig.builder(simulators.get(index).baseUrl() + (anthropic ? "" : "/v1"));
      return config
          .name("p" + index)
          .type(anthropic ? "anthropic" : "openai")
          .wireApi(index == 2 ? "responses" : "completions")
          .extension(
              Extension.read(
                  Bench.json(
                      random.nextBoolean()
                          ? "{}"
                          : "{'modelAliases':{'sonnet':'m" + index + "'}}")))
          .build();
    }

    /** Two of three named providers, models listed or not. */
    ModelRegistry registry(int leftOut) {
      List<ProviderConfig> configs = new ArrayList<>();
      List<RegisteredModel> models = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        if (i != leftOut) {
          ProviderConfig config = config(i);
          configs.add(config);
          if (random.nextBoolean()) {
            models.add(AgentBench.model("m" + i, config, null));
            models.add(AgentBench.model("shared", config, null));
          }
        }
      }
      return new ModelRegistry(configs, models);
    }

    @Nullable String agentModel() {
      String any = "m" + random.nextInt(4);
      return switch (random.nextInt(7)) {
        case 0 -> null;
        case 1 -> "p" + random.nextInt(4) + "/" + any;
        case 2 -> any;
        case 3 -> "sonnet";
        case 4 -> "shared";
        case 5 -> "inherit";
        default -> "gpt-4.1";
      };
    }

    @Override
    public void close() {
      providers.close();
      simulators.forEach(Simulator::close);
    }
  }

  @DisplayName("F1: no agent reaches a provider that its session does not use")
  @Test
  void noAgentEverReachesAProviderThatItsSessionDoesNotUse() {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    for (int seed = 0; seed < 40; seed++) {
      try (Machine machine = new Machine(seed)) {
        oneSession(machine, seed, started, refused);
      }
    }
    assertThat(started.get()).isPositive();
    assertThat(refused.get()).isPositive();
  }

  private static void oneSession(
      Machine machine, int seed, AtomicInteger started, AtomicInteger refused) {
    int leftOut = machine.random.nextInt(3);
    int home = (leftOut + 1) % 3;
    machine.simulators.forEach(simulator ->
        simulator.onRequest(request ->
            request.toolNames().contains("task") && request.toolResults().isEmpty()
                ? AgentBench.task("helper", "")
                : Reply.text("Done.")));
    CustomAgent helper =
        CustomAgent.builder("helper", "You help.")
            .model(machine.agentModel())
            .tools(List.of())
            .build();
    Recorder told = new Recorder();
    EngineOptions options =
        EngineOptions.builder(MemoryStore.create(), machine.providers::connect)
            .defaultProvider(() -> theServersOwn(machine))
            .build();
    try (Engine engine = LocalEngine.open(options)) {
      Session session =
          engine.create(
              SessionOptions.builder()
                  .model("p" + home + "/m" + home)
                  .registry(machine.registry(leftOut))
                  .agents(AgentBench.agents(helper))
                  .build(),
              told);
      session.send(UserInput.of("Help"));
      told.awaitIdle();
    }
    told.checkAll();
    String what = "seed " + seed + " model " + helper.model();
    assertThat(told.data("session.error")).as(what).isEmpty();
    assertThat(machine.simulators.get(leftOut).requests()).as(what).isEmpty();
    assertThat(machine.simulators.get(3).requests()).as(what).isEmpty();
    for (Simulator simulator : machine.simulators) {
      assertThat(simulator.violations()).as(what).isEmpty();
    }
    int count = told.data("subagent.started").size();
    (count == 0 ? refused : started).incrementAndGet();
  }

  private static Optional<ProviderEnvironment.Default> theServersOwn(Machine machine) {
    return ProviderEnvironment.read(
        Map.of(
            "COPILOT_PROVIDER_BASE_URL",
            machine.simulators.get(3).baseUrl() + "/v1",
            "COPILOT_MODEL",
            "m3"));
  }
}
