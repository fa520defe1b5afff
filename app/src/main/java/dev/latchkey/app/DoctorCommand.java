package dev.latchkey.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.CallTarget;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ModelProvider;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.net.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out what is wrong with a provider before a session does. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check the provider: URL, network, key, model, streaming, tools.",
    footer = {"", "Makes three model calls of a few tokens each."})
final class DoctorCommand implements Callable<Integer> {
  private static final CallPolicy IMPATIENT =
      CallPolicy.DEFAULT.with().maxRetries(0).firstByte(Duration.ofMinutes(2)).build();

  @Option(names = "--json", description = "Print one JSON object per check.")
  private boolean json;

  @Mixin private ProviderOptions provider = new ProviderOptions();

  private final Terminal terminal;
  private final Map<String, String> environment;

  DoctorCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    try (Providers providers = Homes.providers(IMPATIENT, environment)) {
      ProviderChoice chooser = new ProviderChoice(provider, environment, providers);
      try (Choice choice = chooser.choose()) {
        terminal.note(choice.provider().shownUrl() + " (" + choice.origin() + ")");
        List<Probe> probes = examine(providers, chooser, choice);
        report(probes);
        boolean failed = probes.stream().anyMatch(p -> p.verdict() == Probe.Verdict.FAIL);
        return (failed ? ExitCode.FAILED : ExitCode.OK).status();
      }
    }
  }

  private List<Probe> examine(Providers providers, ProviderChoice chooser, Choice choice) {
    List<Probe> probes = new ArrayList<>();
    ModelProvider connected;
    try {
      connected = providers.connect(choice.provider());
      probes.add(config(choice));
    } catch (ModelException e) {
      probes.add(Probe.fail("config", e.failure().message(), e.nextStep()));
      return probes;
    }
    for (Reach.Step step : providers.reach(choice.provider())) {
      probes.add(
          step.fix() == null
              ? Probe.pass(step.name(), step.found())
              : Probe.fail(step.name(), step.found(), step.fix()));
    }
    if (probes.getLast().verdict() == Probe.Verdict.FAIL) {
      return probes;
    }
    probes.add(listing(providers, choice));
    try {
      probes.addAll(new ModelProbes(connected, chooser.model(choice)).run());
    } catch (ModelException | CommandFailure e) {
      probes.add(Probe.fail("model", String.valueOf(e.getMessage()), "Pass --model."));
    }
    return probes;
  }

  /** Where calls go, and what was understood otherwise than written. */
  private static Probe config(Choice choice) {
    String named = choice.provider().wireName(choice.model());
    CallTarget target = Providers.target(choice.provider(), named == null ? "MODEL" : named);
    String finding = target.type() + ", calls go to " + target.url();
    return target.corrections().isEmpty()
        ? Probe.pass("config", finding)
        : Probe.warn("config", finding, String.join(" ", target.corrections()));
  }

  private static Probe listing(Providers providers, Choice choice) {
    try {
      List<DiscoveredModel> models = providers.models(choice.provider());
      boolean known = models.stream().anyMatch(model -> model.id().equals(choice.model()));
      return choice.model() == null || known
          ? Probe.pass("auth", "the key is accepted; models listed: " + models.size())
          : Probe.warn(
              "auth",
              choice.model() + " is not among the " + models.size() + " models listed",
              "Compare with: latchkey models");
    } catch (ModelException.Authentication | ModelException.Permission e) {
      return Probe.fail("auth", e.failure().message(), e.nextStep());
    } catch (ModelException e) {
      return Probe.warn("auth", "no model list: " + e.failure().message(), "It may do without.");
    }
  }

  private void report(List<Probe> probes) {
    if (json) {
      probes.forEach(probe -> terminal.line(object(probe).toString()));
      return;
    }
    Table table = new Table("CHECK", "", "FOUND");
    probes.forEach(p -> table.row(p.name(), p.verdict().name(), p.finding()));
    table.toString().lines().forEach(terminal::line);
    for (Probe probe : probes) {
      if (probe.fix() != null) {
        terminal.line("");
        terminal.line(probe.name() + ": " + probe.fix());
      }
    }
  }

  private static ObjectNode object(Probe probe) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("check", probe.name()).put("verdict", probe.verdict().name());
    return object.put("finding", probe.finding()).put("fix", probe.fix());
  }
}
