package com.github.copilot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.copilot.rpc.CopilotClientMode;
import com.github.copilot.rpc.CopilotClientOptions;
import com.github.copilot.rpc.ResumeSessionConfig;
import com.github.copilot.rpc.SessionConfig;
import dev.latchkey.protocol.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds the params of {@code session.create}, {@code session.resume} and what follows them. */
final class SessionRequests {

  private final boolean empty;
  private final boolean telemetry;

  SessionRequests(CopilotClientOptions options) {
    this.empty = options.getMode() == CopilotClientMode.EMPTY;
    this.telemetry = options.getOnGitHubTelemetry() != null;
  }

  /** Params of a new session; a null id leaves it to the server. */
  ObjectNode create(SessionConfig config, @Nullable String id, SessionHandlers handlers) {
    ObjectNode params = Wire.object(config);
    if (id != null) {
      params.put("sessionId", id);
    }
    return complete(params, handlers);
  }

  /** Params of a session that is resumed. */
  ObjectNode resume(ResumeSessionConfig config, String id, SessionHandlers handlers) {
    return complete(Wire.object(config).put("sessionId", id), handlers);
  }

  private ObjectNode complete(ObjectNode params, SessionHandlers handlers) {
    params.put("requestPermission", true).put("envValueMode", "direct");
    flag(params, "requestUserInput", handlers.userInput != null);
    flag(params, "requestElicitation", handlers.elicitation != null);
    flag(params, "requestExitPlanMode", handlers.exitPlanMode != null);
    flag(params, "requestAutoModeSwitch", handlers.autoModeSwitch != null);
    flag(params, "hooks", handlers.hasHooks());
    flag(params, "enableGitHubTelemetryForwarding", telemetry);
    if (empty) {
      isolate(params);
    }
    return params;
  }

  /** What a session of mode EMPTY gets unless its options say otherwise. */
  private static void isolate(ObjectNode params) {
    params.put("toolFilterPrecedence", "excluded");
    absent(params, "customAgentsLocalOnly", true);
    absent(params, "isExperimentalMode", false);
    absent(params, "skipEmbeddingRetrieval", true);
    absent(params, "enableOnDemandInstructionDiscovery", false);
    absent(params, "enableFileHooks", false);
    absent(params, "enableHostGitOperations", false);
    absent(params, "enableSessionStore", false);
    absent(params, "enableSkills", false);
    if (!params.has("embeddingCacheStorage")) {
      params.put("embeddingCacheStorage", "in-memory");
    }
    if (!params.has("mcpOAuthTokenStorage")) {
      params.put("mcpOAuthTokenStorage", "in-memory");
    }
    if (!params.has("memory")) {
      params.set("memory", Json.object().put("enabled", false));
    }
  }

  /** Params of the update that follows; null when there is nothing to say. */
  @Nullable ObjectNode update(SessionConfig config) {
    return update(
        config.getSkipCustomInstructions(),
        config.getCustomAgentsLocalOnly(),
        config.getCoauthorEnabled(),
        config.getManageScheduleEnabled());
  }

  /** Params of the update that follows; null when there is nothing to say. */
  @Nullable ObjectNode update(ResumeSessionConfig config) {
    return update(
        config.getSkipCustomInstructions(),
        config.getCustomAgentsLocalOnly(),
        config.getCoauthorEnabled(),
        config.getManageScheduleEnabled());
  }

  private @Nullable ObjectNode update(
      Optional<Boolean> skipInstructions,
      Optional<Boolean> localAgents,
      Optional<Boolean> coauthor,
      Optional<Boolean> schedule) {
    ObjectNode params = Json.object();
    skipInstructions.ifPresent(value -> params.put("skipCustomInstructions", value));
    localAgents.ifPresent(value -> params.put("customAgentsLocalOnly", value));
    coauthor.ifPresent(value -> params.put("coauthorEnabled", value));
    schedule.ifPresent(value -> params.put("manageScheduleEnabled", value));
    if (empty) {
      params.putArray("installedPlugins");
      absent(params, "customAgentsLocalOnly", true);
      absent(params, "skipCustomInstructions", true);
      absent(params, "coauthorEnabled", false);
      absent(params, "manageScheduleEnabled", false);
    }
    return params.isEmpty() ? null : params;
  }

  private static void flag(ObjectNode params, String name, boolean value) {
    if (value) {
      params.put(name, true);
    }
  }

  private static void absent(ObjectNode params, String name, boolean value) {
    if (!params.has(name)) {
      params.put(name, value);
    }
  }
}
