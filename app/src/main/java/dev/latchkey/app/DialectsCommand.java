package dev.latchkey.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.providers.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows, exports and forgets what was learned of how servers want their requests. */
@Command(
    name = "dialects",
    mixinStandardHelpOptions = true,
    description = "List what was learned from the refusals of servers, by endpoint and model.",
    footer = {
      "",
      "Servers and commands of the same home share it. It is forgotten after 12 hours."
    })
final class DialectsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object per model.")
  private boolean json;

  private final Terminal terminal;
  private final Map<String, String> environment;

  DialectsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<JsonNode> known = known(null, null);
    if (json) {
      known.forEach(dialect -> terminal.line(dialect.toString()));
    } else if (known.isEmpty()) {
      terminal.note("nothing was learned in the last 12 hours");
    } else {
      table(known).lines().forEach(terminal::line);
    }
    return ExitCode.OK.status();
  }

  private static String table(List<JsonNode> known) {
    Table table = new Table("ENDPOINT", "MODEL", "LEARNED", "UNTIL");
    for (JsonNode dialect : known) {
      table.row(
          dialect.path("endpoint").asText(),
          dialect.path("model").asText(),
          lessons(dialect),
          dialect.path("expiresAt").asText().replaceFirst("\\.\\d+", ""));
    }
    return table.toString();
  }

  private static String lessons(JsonNode dialect) {
    List<String> lessons = new ArrayList<>();
    dialect
        .path("quirks")
        .properties()
        .forEach(quirk -> lessons.add(quirk.getKey() + "=" + quirk.getValue()));
    for (String limit : List.of("maxContextWindowTokens", "largestPromptTokens")) {
      if (dialect.has(limit)) {
        lessons.add(limit + "=" + dialect.path(limit));
      }
    }
    return String.join(" ", lessons);
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Print what was learned as fields of a provider, ready to paste.")
  int export(
      @Option(names = "--endpoint", description = "Only this endpoint.") @Nullable String endpoint,
      @Option(names = "--model", description = "Only this model.") @Nullable String model) {
    for (JsonNode dialect : known(endpoint, model)) {
      terminal.note(dialect.path("endpoint").asText() + " " + dialect.path("model").asText());
      terminal.line(fields(dialect).toPrettyString());
    }
    return ExitCode.OK.status();
  }

  /** What goes into the provider's object. */
  private static ObjectNode fields(JsonNode dialect) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    JsonNode window = dialect.path("maxContextWindowTokens");
    if (window.isInt()) {
      fields.set("maxContextWindowTokens", window);
    }
    if (!dialect.path("quirks").isEmpty()) {
      fields.putObject("latchkey").set("quirks", dialect.path("quirks"));
    }
    return fields;
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = "Forget what was learned, so that it is tried the usual way again.")
  int forget(
      @Option(names = "--endpoint", description = "Only of this endpoint.")
          @Nullable String endpoint,
      @Option(names = "--model", description = "Only of this model.") @Nullable String model) {
    int forgotten =
        dialects()
            .forget(place ->
                (endpoint == null || place.endpoint().equals(endpoint))
                    && (model == null || place.model().equals(model)));
    terminal.note("forgotten: " + forgotten);
    return ExitCode.OK.status();
  }

  private List<JsonNode> known(@Nullable String endpoint, @Nullable String model) {
    List<JsonNode> known = new ArrayList<>();
    for (JsonNode dialect : dialects().export().path("dialects")) {
      if ((endpoint == null || dialect.path("endpoint").asText().equals(endpoint))
          && (model == null || dialect.path("model").asText().equals(model))) {
        known.add(dialect);
      }
    }
    return known;
  }

  private Dialects dialects() {
    return Homes.dialects(environment);
  }
}
