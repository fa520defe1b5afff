package dev.latchkey.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.TokenLimits;
import dev.latchkey.providers.discovery.DiscoveredModel;
import dev.latchkey.providers.net.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a provider offers, asked live. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "List the models of the provider, asked live.")
final class ModelsCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Option(names = "--json", description = "Print one JSON object per model.")
  private boolean json;

  @Mixin private ProviderOptions provider = new ProviderOptions();

  private final Terminal terminal;
  private final Map<String, String> environment;

  ModelsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    try (Providers providers = Providers.open(CallPolicy.DEFAULT, Network.of(environment));
        Choice choice = new ProviderChoice(provider, environment, providers).choose()) {
      terminal.note(choice.provider().baseUrl() + " (" + choice.origin() + ")");
      List<DiscoveredModel> models = providers.models(choice.provider());
      if (json) {
        models.forEach(model -> terminal.line(object(model).toString()));
      } else {
        table(models).lines().forEach(terminal::line);
      }
      return ExitCode.OK.status();
    }
  }

  private static String table(List<DiscoveredModel> models) {
    Table table = new Table("MODEL", "CONTEXT", "OUTPUT", "CAN", "SAYS");
    for (DiscoveredModel model : models) {
      table.row(
          model.id(),
          count(model.limits().maxContextWindowTokens()),
          count(model.limits().maxOutputTokens()),
          abilities(model),
          model.origin().label());
    }
    return table.toString();
  }

  private static String count(@Nullable Integer tokens) {
    return tokens == null ? "-" : String.format(Locale.ROOT, "%,d", tokens);
  }

  private static String abilities(DiscoveredModel model) {
    return model.abilities().isEmpty()
        ? "-"
        : model.abilities().stream()
            .map(ability -> ability.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(","));
  }

  private static ObjectNode object(DiscoveredModel model) {
    TokenLimits limits = model.limits();
    ObjectNode object = JSON.createObjectNode().put("id", model.id()).put("name", model.name());
    object.put("maxPromptTokens", limits.maxPromptTokens());
    object.put("maxOutputTokens", limits.maxOutputTokens());
    object.put("maxContextWindowTokens", limits.maxContextWindowTokens());
    object.put("abilities", abilities(model));
    return object.put("origin", model.origin().label());
  }
}
