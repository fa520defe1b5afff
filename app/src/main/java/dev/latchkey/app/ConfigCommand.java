package dev.latchkey.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.CallPolicy;
import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.ProviderConfig;
import dev.latchkey.providers.ProviderEnvironment;
import dev.latchkey.providers.Providers;
import dev.latchkey.server.ConfigReport;
import dev.latchkey.server.Configuration;
import dev.latchkey.server.OptionsReport;
import dev.latchkey.server.config.ConfigPlaces;
import dev.latchkey.server.config.ConfigSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows, checks and describes the configuration. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Show or check what is configured: latchkey.yaml and the environment.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {
  private final Terminal terminal;
  private final Map<String, String> environment;

  ConfigCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print the values in force and who said so; secrets are masked.")
  int show(
      @Option(names = "--json", description = "Print one JSON object per value.") boolean json,
      @Option(names = "--config", paramLabel = "FILE", description = "The file to read.")
          @Nullable Path file) {
    List<ConfigReport.Entry> entries =
        ConfigReport.of(
            OptionsReport.ofFile(text(file), environment), read(file, environment), environment);
    if (json) {
      ConfigReport.json(entries).forEach(entry -> terminal.line(entry.toString()));
      return ExitCode.OK.status();
    }
    if (entries.isEmpty()) {
      terminal.note("Nothing is configured: there is no " + places(file) + ".");
      return ExitCode.OK.status();
    }
    Table table = new Table("KEY", "VALUE", "FROM");
    entries.forEach(entry -> table.row(entry.key(), entry.value(), entry.origin()));
    table.toString().lines().forEach(terminal::line);
    return ExitCode.OK.status();
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Check the file: its form, its references, every provider. Contacts nobody.")
  int check(
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Option(names = "--config", paramLabel = "FILE", description = "The file to read.")
          @Nullable Path file) {
    Configuration configuration = read(file, environment);
    if (configuration.documents().isEmpty()) {
      throw new CommandFailure(
          ExitCode.NO_PROVIDER,
          "There is no " + places(file) + ".",
          "Write one, see docs/configuration.md, or name one with --config.");
    }
    connect(configuration);
    String files =
        configuration.documents().stream()
            .map(document -> document.file().toString())
            .collect(Collectors.joining(", "));
    String model = configuration.chosen().map(ProviderEnvironment.Default::model).orElse(null);
    if (json) {
      ObjectNode result = JsonNodeFactory.instance.objectNode().put("files", files);
      terminal.line(result.put("model", model).toString());
    } else {
      terminal.line(
          files
              + ": good; providers: "
              + providers(configuration).size()
              + ", models listed: "
              + configuration.registry().models().size()
              + ", default model: "
              + (model == null ? "none" : model));
    }
    return ExitCode.OK.status();
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Print the JSON Schema of latchkey.yaml, for editors.")
  int schema() {
    ConfigSchema.text().lines().forEach(terminal::line);
    return ExitCode.OK.status();
  }

  private static List<ProviderConfig> providers(Configuration configuration) {
    List<ProviderConfig> all = new ArrayList<>(configuration.registry().providers());
    configuration
        .chosen()
        .map(ProviderEnvironment.Default::config)
        .filter(config -> !all.contains(config))
        .ifPresent(all::add);
    return all;
  }

  private static void connect(Configuration configuration) {
    try (Providers providers = Providers.open(CallPolicy.DEFAULT)) {
      for (ProviderConfig config : providers(configuration)) {
        try {
          providers.connect(config);
        } catch (ModelException e) {
          throw new CommandFailure(
              ExitCode.NO_PROVIDER,
              "Provider " + config.name() + ": " + e.failure().message(),
              e.nextStep());
        }
      }
    }
  }

  private String places(@Nullable Path file) {
    return ConfigPlaces.of(text(file), environment, Path.of("")).files().stream()
        .map(Path::toString)
        .collect(Collectors.joining(" or "));
  }

  private static @Nullable String text(@Nullable Path file) {
    return file == null ? null : file.toString();
  }

  /** What the files say, or a failure that names the mistake. */
  static Configuration read(@Nullable Path file, Map<String, String> environment) {
    try {
      return Configuration.read(ConfigPlaces.of(text(file), environment, Path.of("")), environment);
    } catch (ModelException e) {
      throw new CommandFailure(ExitCode.NO_PROVIDER, e.failure().message(), e.nextStep());
    }
  }
}
