package dev.latchkey.app;

import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.net.EgressCounter;
import dev.latchkey.runtime.Engine;
import dev.latchkey.runtime.EngineOptions;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.ToolFilter;
import dev.latchkey.runtime.engine.LocalEngine;
import dev.latchkey.runtime.store.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model one question. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Ask a model one question; the answer streams to standard output.",
    footer = {"", "Without a prompt, standard input is read."})
final class AskCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to ask.")
  private List<String> words = List.of();

  @Option(names = "--json", description = "Print every session event as one line of JSON.")
  private boolean json;

  @Option(names = "--system", paramLabel = "TEXT", description = "System message.")
  private String system = "";

  @Option(names = "--effort", paramLabel = "LEVEL", description = "Reasoning effort, e.g. low.")
  private @Nullable String effort;

  @Option(
      names = "--egress",
      description = "Say at the end where requests went, on standard error.")
  private boolean egress;

  @Mixin private ProviderOptions provider = new ProviderOptions();

  private final Terminal terminal;
  private final Map<String, String> environment;

  AskCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    String prompt = words.isEmpty() ? standardInput() : String.join(" ", words);
    if (prompt.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "There is no prompt.", "Try: latchkey ask \"What is 2+2?\"");
    }
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, environment)) {
      ProviderChoice chooser = new ProviderChoice(provider, environment, providers);
      try (Choice choice = chooser.choose()) {
        String model = chooser.model(choice);
        terminal.note(model + " at " + choice.provider().shownUrl() + " (" + choice.origin() + ")");
        try {
          return ask(providers, choice, model, prompt).status();
        } finally {
          reportEgress(providers);
        }
      }
    }
  }

  private void reportEgress(Providers providers) {
    if (!egress) {
      return;
    }
    Table table = new Table("SERVER", "PURPOSE", "REQUESTS", "SENT", "RECEIVED");
    for (EgressCounter.Line line : providers.egress().lines()) {
      table.row(
          line.server(),
          line.purpose().word(),
          String.valueOf(line.requests()),
          line.bytesSent() + " B",
          line.bytesReceived() + " B");
    }
    table.toString().lines().forEach(terminal::note);
  }

  private ExitCode ask(Providers providers, Choice choice, String model, String prompt)
      throws InterruptedException {
    EngineOptions options =
        EngineOptions.builder(MemoryStore.create(), providers::connect)
            .version(Version.text())
            .build();
    AskRun run = new AskRun(terminal, json);
    try (Engine engine = LocalEngine.open(options)) {
      Session session = engine.create(session(choice, model), run);
      return run.run(session, prompt);
    }
  }

  private SessionOptions session(Choice choice, String model) {
    SessionOptions.Builder builder =
        SessionOptions.builder()
            .model(model)
            .provider(choice.provider())
            .reasoningEffort(effort)
            .streaming(true)
            .clientName("latchkey")
            .infinite(InfiniteSessions.OFF)
            .askPermission(false)
            .toolFilter(new ToolFilter(List.of(), List.of()));
    if (!system.isEmpty()) {
      builder.systemPrompt(new SystemPrompt.Replace(system));
    }
    return builder.build();
  }

  private String standardInput() throws IOException {
    if (terminal.lively()) {
      terminal.note("Reading the prompt from standard input; end it with Ctrl-D.");
    }
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
