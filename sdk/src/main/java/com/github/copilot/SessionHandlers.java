package com.github.copilot;

import com.github.copilot.generated.SessionEvent;
import com.github.copilot.rpc.AutoModeSwitchHandler;
import com.github.copilot.rpc.BearerTokenProvider;
import com.github.copilot.rpc.CommandDefinition;
import com.github.copilot.rpc.ElicitationHandler;
import com.github.copilot.rpc.ExitPlanModeHandler;
import com.github.copilot.rpc.McpAuthHandler;
import com.github.copilot.rpc.NamedProviderConfig;
import com.github.copilot.rpc.PermissionHandler;
import com.github.copilot.rpc.ProviderConfig;
import com.github.copilot.rpc.ResumeSessionConfig;
import com.github.copilot.rpc.SectionOverride;
import com.github.copilot.rpc.SessionConfig;
import com.github.copilot.rpc.SessionHooks;
import com.github.copilot.rpc.SystemMessageConfig;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.UserInputHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of a session's options that stays in the client: everything that is code. */
final class SessionHandlers {

  /** The name under which the runtime asks for the token of the session's own provider. */
  private static final String OWN_PROVIDER = "default";

  final Map<String, ToolDefinition> tools = new HashMap<>();
  final Map<String, CommandDefinition> commands = new HashMap<>();
  final Map<String, Function<String, CompletableFuture<String>>> transforms = new HashMap<>();
  final Map<String, BearerTokenProvider> tokens = new HashMap<>();
  final boolean managedSettings;
  final @Nullable PermissionHandler permission;
  @Nullable McpAuthHandler mcpAuth;
  @Nullable UserInputHandler userInput;
  @Nullable ElicitationHandler elicitation;
  @Nullable ExitPlanModeHandler exitPlanMode;
  @Nullable AutoModeSwitchHandler autoModeSwitch;
  @Nullable SessionHooks hooks;
  @Nullable Consumer<SessionEvent> onEvent;

  private SessionHandlers(@Nullable PermissionHandler permission, boolean managedSettings) {
    this.permission = permission;
    this.managedSettings = managedSettings;
  }

  static SessionHandlers of(SessionConfig config) {
    SessionHandlers handlers =
        new SessionHandlers(
            config.getOnPermissionRequest(),
            config.getManagedSettings() != null || config.getEnableManagedSettings().orElse(false));
    handlers.mcpAuth = config.getOnMcpAuthRequest();
    handlers.userInput = config.getOnUserInputRequest();
    handlers.elicitation = config.getOnElicitationRequest();
    handlers.exitPlanMode = config.getOnExitPlanMode();
    handlers.autoModeSwitch = config.getOnAutoModeSwitch();
    handlers.hooks = config.getHooks();
    handlers.onEvent = config.getOnEvent();
    handlers.addTools(config.getTools());
    handlers.addCommands(config.getCommands());
    handlers.addTransforms(config.getSystemMessage());
    handlers.addTokens(config.getProvider(), config.getProviders());
    return handlers;
  }

  static SessionHandlers of(ResumeSessionConfig config) {
    SessionHandlers handlers =
        new SessionHandlers(
            config.getOnPermissionRequest(),
            config.getManagedSettings() != null || config.getEnableManagedSettings().orElse(false));
    handlers.mcpAuth = config.getOnMcpAuthRequest();
    handlers.userInput = config.getOnUserInputRequest();
    handlers.elicitation = config.getOnElicitationRequest();
    handlers.exitPlanMode = config.getOnExitPlanMode();
    handlers.autoModeSwitch = config.getOnAutoModeSwitch();
    handlers.hooks = config.getHooks();
    handlers.onEvent = config.getOnEvent();
    handlers.addTools(config.getTools());
    handlers.addCommands(config.getCommands());
    handlers.addTransforms(config.getSystemMessage());
    handlers.addTokens(config.getProvider(), config.getProviders());
    return handlers;
  }

  boolean hasHooks() {
    return hooks != null && hooks.hasHooks();
  }

  private void addTools(@Nullable List<ToolDefinition> definitions) {
    if (definitions != null) {
      definitions.forEach(tool -> tools.put(tool.name(), tool));
    }
  }

  private void addCommands(@Nullable List<CommandDefinition> definitions) {
    if (definitions != null) {
      definitions.forEach(command -> commands.put(command.getName(), command));
    }
  }

  private void addTransforms(@Nullable SystemMessageConfig message) {
    if (message == null || message.getSections() == null) {
      return;
    }
    for (Map.Entry<String, SectionOverride> section : message.getSections().entrySet()) {
      if (section.getValue() != null && section.getValue().getTransform() != null) {
        transforms.put(section.getKey(), section.getValue().getTransform());
      }
    }
  }

  private void addTokens(@Nullable ProviderConfig own, @Nullable List<NamedProviderConfig> named) {
    if (own != null && own.getBearerTokenProvider() != null) {
      tokens.put(OWN_PROVIDER, own.getBearerTokenProvider());
    }
    if (named != null) {
      for (NamedProviderConfig provider : named) {
        if (provider.getBearerTokenProvider() != null) {
          tokens.put(provider.getName(), provider.getBearerTokenProvider());
        }
      }
    }
  }
}
