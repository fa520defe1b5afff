package dev.latchkey.app;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.Providers;
import dev.latchkey.providers.catalogue.Known;
import dev.latchkey.providers.catalogue.ModelFacts;
import dev.latchkey.providers.discovery.DiscoveredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    try (Providers providers = Homes.providers(CallPolicy.DEFAULT, environment);
        Choice choice = new ProviderChoice(provider, environment, providers).choose()) {
      ProviderConfig config = Providers.located(choice.provider());
      terminal.note(config.shownUrl() + " (" + choice.origin() + ")");
      List<DiscoveredModel> models = providers.models(config);
      Function<String, ModelFacts> facts = id -> providers.facts(config, id);
      if (json) {
        models.forEach(m -> terminal.line(object(m, facts.apply(m.id())).toString()));
      } else {
        table(models, facts).lines().forEach(terminal::line);
      }
      return ExitCode.OK.status();
    }
  }

  private static String table(List<DiscoveredModel> models, Function<String, ModelFacts> facts) {
    Table table = new Table("MODEL", "CONTEXT", "PROMPT", "OUTPUT", "CAN", "LISTED BY");
    for (DiscoveredModel model : models) {
      ModelFacts known = facts.apply(model.id());
      table.row(
          model.id(),
          count(known.contextWindow()),
          count(known.promptLimit()),
          count(known.outputTokens()),
          abilities(known),
          model.listing().label());
    }
    return table.toString();
  }

  /** A figure and who says so. */
  private static String count(@Nullable Known<Integer> tokens) {
    return tokens == null
        ? "-"
        : String.format(Locale.ROOT, "%,d %s", tokens.value(), tokens.origin().label());
  }

  private static String abilities(ModelFacts known) {
    List<String> can = new ArrayList<>();
    add(can, "reasoning", known.effort());
    add(can, "tools", known.tools());
    add(can, "vision", known.vision());
    if (!known.chats()) {
      can.add("no chat");
    }
    return can.isEmpty() ? "-" : String.join(",", can);
  }

  private static void add(List<String> can, String word, @Nullable Known<Boolean> known) {
    if (known != null && known.value()) {
      can.add(word);
    }
  }

  private static ObjectNode object(DiscoveredModel model, ModelFacts known) {
    ObjectNode object = JSON.createObjectNode().put("id", model.id()).put("name", model.name());
    object.put("base", model.base());
    object.put("maxContextWindowTokens", Known.orNull(known.contextWindow()));
    object.put("maxPromptTokens", known.promptLimit().value());
    object.put("maxOutputTokens", Known.orNull(known.outputTokens()));
    object.put("vision", Known.orNull(known.vision()));
    object.put("tools", Known.orNull(known.tools()));
    object.put("reasoningEffort", Known.orNull(known.effort()));
    object.put("chat", known.chats()).put("listedBy", model.listing().label());
    ObjectNode origins = object.putObject("origins");
    known.origins().forEach((field, origin) -> origins.put(field, origin.label()));
    return object;
  }
}
