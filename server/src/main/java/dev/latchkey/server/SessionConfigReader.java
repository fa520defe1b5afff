package dev.latchkey.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.providers.Threshold;
import dev.latchkey.runtime.ClientTool;
import dev.latchkey.runtime.InfiniteSessions;
import dev.latchkey.runtime.ResumeMode;
import dev.latchkey.runtime.SessionOptions;
import dev.latchkey.runtime.SystemPrompt;
import dev.latchkey.runtime.ToolFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the params of {@code session.create} and {@code session.resume}. */
final class SessionConfigReader {
  private final Params params;
  private final String method;
  private final Path baseDirectory;
  private final ServerSetup setup;
  private final DefaultProvider defaults;

  /** A reader of the params of this call. */
  SessionConfigReader(Call call) {
    StrangerCheck.providers(call);
    this.params = call.params();
    this.method = call.rpc().method();
    this.setup = call.server().setup();
    this.defaults = call.server().defaults();
    this.baseDirectory = setup.workingDirectory();
  }

  /** Options of a new session under this id. */
  SessionOptions create(String id, Connection owner) {
    String model = params.textOrNull("model");
    return options(owner, id)
        .id(id)
        .model(model == null ? defaultModel() : model)
        .workingDirectory(directory(baseDirectory))
        .build();
  }

  /** A provider that names its model needs no other; a registry has models of its own. */
  private @Nullable String defaultModel() {
    Params provider = params.object("provider");
    if (provider.has("modelId") || provider.has("wireModel") || params.has("providers")) {
      return null;
    }
    return params.has("provider") ? defaults.modelOfEnvironment() : defaults.model();
  }

  /** Options of a session that is opened again; what is absent stays as it was. */
  SessionOptions resume(String id, Connection owner) {
    return options(owner, id).workingDirectory(directory(null)).build();
  }

  /** How the session is opened again. */
  ResumeMode mode() {
    return new ResumeMode(
        params.flag("continuePendingWork", false), params.flag("disableResume", false));
  }

  private SessionOptions.Builder options(Connection owner, String id) {
    ProviderReader providers =
        new ProviderReader(
            params, name -> TokenCallbacks.of(owner, id, name), setup.providerFields());
    providers.check(method);
    return SessionOptions.builder()
        .model(params.textOrNull("model"))
        .provider(providers.singular())
        .registry(providers.registry())
        .capabilities(providers.capabilities())
        .reasoningEffort(params.textOrNull("reasoningEffort"))
        .reasoningSummary(params.textOrNull("reasoningSummary"))
        .systemPrompt(systemPrompt(params.object("systemMessage"), owner, id))
        .tools(tools(params))
        .toolOwner(owner)
        .toolFilter(filter(params))
        .agents(AgentMethods.options(params))
        .streaming(params.flag("streaming", false))
        .clientName(params.textOrNull("clientName"))
        .citations(params.flag("enableCitations", false))
        .infinite(infinite(params.object("infiniteSessions")))
        .askPermission(params.flag("requestPermission", true));
  }

  private static InfiniteSessions infinite(Params wanted) {
    return new InfiniteSessions(
        wanted.flag("enabled", true),
        threshold(wanted, "backgroundCompactionThreshold"),
        threshold(wanted, "bufferExhaustionThreshold"));
  }

  private static @Nullable Threshold threshold(Params wanted, String field) {
    JsonNode value = wanted.raw(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return Threshold.read(value)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "infiniteSessions."
                    + field
                    + " must be a share of the context window such as 0.8, or a number of"
                    + " tokens, not "
                    + value
                    + ". Correct that field, or leave it out."));
  }

  private @Nullable Path directory(@Nullable Path otherwise) {
    String wanted = params.textOrNull("workingDirectory");
    return wanted == null || wanted.isBlank()
        ? otherwise
        : baseDirectory.resolve(wanted).normalize();
  }

  static ToolFilter filter(Params params) {
    return new ToolFilter(params.textsOrNull("availableTools"), params.texts("excludedTools"));
  }

  static List<ClientTool> tools(Params params) {
    List<ClientTool> tools = new ArrayList<>();
    for (Params tool : params.objects("tools")) {
      JsonNode schema = tool.raw("parameters");
      tools.add(
          new ClientTool(
              tool.text("name"),
              tool.text("description", ""),
              schema.isObject() ? schema : null,
              tool.flag("skipPermission", false),
              tool.flag("overridesBuiltInTool", false)));
    }
    return tools;
  }

  private static SystemPrompt systemPrompt(Params message, Connection owner, String id) {
    String content = message.text("content", "");
    return switch (message.text("mode", "append")) {
      case "append" -> new SystemPrompt.Append(content);
      case "replace" -> new SystemPrompt.Replace(content);
      case "customize" ->
          new SystemPrompt.Customize(
              sections(message.object("sections")),
              content,
              sections -> PromptCallbacks.transformed(owner, id, sections));
      default ->
          throw new IllegalArgumentException(
              "unknown variant `"
                  + message.text("mode")
                  + "`, expected one of `append`, `replace`, `customize`");
    };
  }

  private static Map<String, SystemPrompt.Section> sections(Params sections) {
    Map<String, SystemPrompt.Section> read = new LinkedHashMap<>();
    for (String id : sections.names()) {
      Params section = sections.object(id);
      read.put(
          id,
          new SystemPrompt.Section(action(section.text("action")), section.textOrNull("content")));
    }
    return read;
  }

  private static SystemPrompt.Action action(String name) {
    for (SystemPrompt.Action action : SystemPrompt.Action.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(name)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "unknown variant `"
            + name
            + "`, expected one of `replace`, `remove`, `append`, `prepend`, `preserve`,"
            + " `transform`");
  }
}
