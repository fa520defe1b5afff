package dev.latchkey.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.copilot.generated.SessionMode;
import dev.latchkey.protocol.Json;
import dev.latchkey.protocol.JsonBody;
import dev.latchkey.runtime.LogEntry;
import dev.latchkey.runtime.Session;
import dev.latchkey.runtime.UsageTotals;
import dev.latchkey.runtime.store.SessionFacts;
import dev.latchkey.runtime.store.StoredSession;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods about what a session is, is called and does. */
final class MetadataMethods {
  private MetadataMethods() {}

  static @Nullable Method find(String name) {
    return switch (name) {
      case "session.metadata.isProcessing" ->
          Method.of((session, _) -> Methods.flag("processing", session.processing()));
      case "session.metadata.activity" -> Method.of((session, _) -> activity(session));
      case "session.metadata.snapshot" -> Method.of((session, _) -> snapshot(session));
      case "session.metadata.setWorkingDirectory" -> Method.of(MetadataMethods::directory);
      case "session.name.get" -> Method.of((session, _) -> name(session));
      case "session.name.set" ->
          Method.doing((session, call) -> session.profile().name(call.params().text("name")));
      case "session.name.setAuto" ->
          Method.of((session, call) ->
              Methods.flag(
                  "applied", session.profile().nameAutomatically(call.params().text("summary"))));
      case "session.mode.get" ->
          Method.of(
              (session, _) -> JsonBody.of(TextNode.valueOf(session.profile().mode().getValue())));
      case "session.mode.set" -> Method.of(MetadataMethods::mode);
      case "session.log" -> Method.of(MetadataMethods::log);
      case "session.options.update" -> Method.of(MetadataMethods::options);
      case "session.usage.getMetrics" -> Method.of((session, _) -> metrics(session));
      default -> null;
    };
  }

  private static JsonBody activity(Session session) {
    return JsonBody.of(
        Json.object()
            .put("abortable", session.abortable())
            .put("hasActiveWork", session.processing()));
  }

  private static JsonBody snapshot(Session session) {
    StoredSession summary = session.profile().summary();
    SessionFacts facts = summary.facts();
    ObjectNode result = Json.object().put("sessionId", session.id());
    result.put("startTime", Times.iso(session.profile().startTime()));
    result.put("modifiedTime", Times.iso(summary.modifiedAt()));
    result.put("isRemote", false);
    result.put("alreadyInUse", false);
    result.put("workspacePath", session.profile().workspacePath().map(Path::toString).orElse(null));
    result.put("clientName", facts.clientName());
    SessionLines.putIfSet(result, "summary", facts.name());
    result.put("workingDirectory", session.profile().workContext().cwd());
    result.put("currentMode", session.profile().mode().getValue());
    SessionLines.putIfSet(result, "selectedModel", session.models().choice().model());
    result.putNull("sessionLimits");
    if (session.profile().workspacePath().isEmpty()) {
      result.putNull("workspace");
    } else {
      result.set("workspace", workspace(session, facts));
    }
    return JsonBody.of(result);
  }

  private static ObjectNode workspace(Session session, SessionFacts facts) {
    ObjectNode workspace = Json.object().put("id", session.id()).put("cwd", facts.cwd());
    SessionLines.putIfSet(workspace, "git_root", facts.gitRoot());
    SessionLines.putIfSet(workspace, "repository", facts.repository());
    SessionLines.putIfSet(workspace, "branch", facts.branch());
    SessionLines.putIfSet(workspace, "name", facts.name());
    workspace.put("user_named", facts.userNamed());
    workspace.put("created_at", Times.iso(facts.createdAt()));
    workspace.put("updated_at", Times.iso(facts.updatedAt()));
    return workspace;
  }

  private static JsonBody directory(Session session, Call call) {
    Path base = Path.of(session.profile().workContext().cwd());
    Path wanted = base.resolve(call.params().text("workingDirectory")).normalize();
    session.profile().workingDirectory(wanted);
    return Methods.text("workingDirectory", wanted.toString());
  }

  private static JsonBody name(Session session) {
    return JsonBody.of(Json.object().put("name", session.profile().name().orElse(null)));
  }

  private static JsonBody mode(Session session, Call call) {
    String wanted = call.params().text("mode");
    session.profile().mode(mode(wanted));
    return JsonBody.of(Json.object().put("status", "applied").put("modelChanged", false));
  }

  private static SessionMode mode(String name) {
    for (SessionMode mode : SessionMode.values()) {
      if (mode.getValue().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "unknown variant `" + name + "`, expected one of `interactive`, `plan`, `autopilot`");
  }

  private static JsonBody log(Session session, Call call) {
    Params params = call.params();
    LogEntry.Level level =
        switch (params.text("level", "info")) {
          case "info" -> LogEntry.Level.INFO;
          case "warning" -> LogEntry.Level.WARNING;
          case "error" -> LogEntry.Level.ERROR;
          default ->
              throw new IllegalArgumentException(
                  "unknown variant `"
                      + params.text("level")
                      + "`, expected one of `info`, `warning`, `error`");
        };
    LogEntry entry =
        new LogEntry(
            level,
            params.text("message"),
            params.flag("ephemeral", false),
            params.textOrNull("url"));
    return Methods.text("eventId", session.log(entry));
  }

  /** Takes what this runtime can change; the rest is accepted and without effect. */
  private static JsonBody options(Session session, Call call) {
    Params params = call.params();
    String model = params.textOrNull("model");
    String effort = params.textOrNull("reasoningEffort");
    String current = model == null ? session.models().choice().model() : model;
    if (current != null && (model != null || effort != null)) {
      session.models().switchTo(current, effort);
    }
    String directory = params.textOrNull("workingDirectory");
    if (directory != null) {
      session
          .profile()
          .workingDirectory(Path.of(session.profile().workContext().cwd()).resolve(directory));
    }
    return Methods.flag("success", true);
  }

  private static JsonBody metrics(Session session) {
    UsageTotals usage = session.usage();
    ObjectNode result = Json.object().put("totalPremiumRequestCost", 0);
    result.put("totalUserRequests", usage.userRequests());
    result.put("totalApiDurationMs", usage.apiTime().toMillis());
    result.put("sessionStartTime", Times.iso(session.profile().startTime()));
    ObjectNode changes = result.putObject("codeChanges");
    changes.put("linesAdded", 0).put("linesRemoved", 0).put("filesModifiedCount", 0);
    changes.putArray("filesModified");
    models(result, usage.models());
    agents(result, usage.agents());
    SessionLines.putIfSet(result, "currentModel", session.models().choice().model());
    result.put("lastCallInputTokens", usage.lastInputTokens());
    result.put("lastCallOutputTokens", usage.lastOutputTokens());
    return JsonBody.of(result);
  }

  private static void models(ObjectNode into, Map<String, UsageTotals.ModelUse> models) {
    ObjectNode metrics = into.putObject("modelMetrics");
    models.forEach((model, use) -> metrics.set(model, metric(use)));
  }

  private static void agents(ObjectNode into, Map<String, UsageTotals.AgentUse> agents) {
    for (Map.Entry<String, UsageTotals.AgentUse> agent : agents.entrySet()) {
      ObjectNode metric = into.withObjectProperty("agentMetrics").putObject(agent.getKey());
      metric.put("agentName", agent.getKey()).put("agentDisplayName", agent.getValue().title());
      metric.put("totalApiDurationMs", agent.getValue().apiTime().toMillis());
      models(metric.put("totalNanoAiu", 0), agent.getValue().models());
    }
  }

  private static ObjectNode metric(UsageTotals.ModelUse use) {
    ObjectNode metric = Json.object();
    metric.putObject("requests").put("count", use.requests()).put("cost", 0);
    metric
        .putObject("usage")
        .put("inputTokens", use.inputTokens())
        .put("outputTokens", use.outputTokens())
        .put("cacheReadTokens", use.cacheReadTokens())
        .put("cacheWriteTokens", use.cacheWriteTokens())
        .put("reasoningTokens", use.reasoningTokens());
    return metric;
  }
}
