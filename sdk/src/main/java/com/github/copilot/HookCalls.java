package com.github.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.rpc.AgentStopHookInput;
import com.github.copilot.rpc.HookInvocation;
import com.github.copilot.rpc.PostToolUseFailureHookInput;
import com.github.copilot.rpc.PostToolUseHookInput;
import com.github.copilot.rpc.PreMcpToolCallHookInput;
import com.github.copilot.rpc.PreToolUseHookInput;
import com.github.copilot.rpc.SessionEndHookInput;
import com.github.copilot.rpc.SessionHooks;
import com.github.copilot.rpc.SessionStartHookInput;
import com.github.copilot.rpc.UserPromptSubmittedHookInput;
import com.github.copilot.rpc.UserPromptTransformedHookInput;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the hooks of a session. */
final class HookCalls {

  private final SessionHooks hooks;
  private final HookInvocation invocation;
  private final JsonNode input;

  HookCalls(SessionHooks hooks, String sessionId, JsonNode input) {
    this.hooks = hooks;
    this.invocation = new HookInvocation().setSessionId(sessionId);
    this.input = input;
  }

  /** Runs a hook and waits; null without a handler, for an unknown type or without an output. */
  @Nullable Object run(String type) throws Exception {
    return Futures.await(start(type));
  }

  private @Nullable CompletableFuture<?> start(String type) {
    return switch (type) {
      case "preToolUse" -> with(hooks.getOnPreToolUse(), PreToolUseHookInput.class, h -> h::handle);
      case "preMcpToolCall" ->
          with(hooks.getOnPreMcpToolCall(), PreMcpToolCallHookInput.class, h -> h::handle);
      case "postToolUse" ->
          with(hooks.getOnPostToolUse(), PostToolUseHookInput.class, h -> h::handle);
      case "postToolUseFailure" ->
          with(hooks.getOnPostToolUseFailure(), PostToolUseFailureHookInput.class, h -> h::handle);
      case "userPromptSubmitted" ->
          with(
              hooks.getOnUserPromptSubmitted(), UserPromptSubmittedHookInput.class, h -> h::handle);
      case "userPromptTransformed" ->
          with(
              hooks.getOnUserPromptTransformed(),
              UserPromptTransformedHookInput.class,
              h -> h::handle);
      case "sessionStart" ->
          with(hooks.getOnSessionStart(), SessionStartHookInput.class, h -> h::handle);
      case "sessionEnd" -> with(hooks.getOnSessionEnd(), SessionEndHookInput.class, h -> h::handle);
      case "agentStop" -> with(hooks.getOnAgentStop(), AgentStopHookInput.class, h -> h::handle);
      default -> null;
    };
  }

  private <H, I> @Nullable CompletableFuture<?> with(
      @Nullable H handler,
      Class<I> type,
      Function<H, BiFunction<I, HookInvocation, CompletableFuture<?>>> call) {
    if (handler == null) {
      return null;
    }
    I value = Wire.read(input, type);
    if (value == null) {
      throw new IllegalArgumentException("the hook has no input");
    }
    return call.apply(handler).apply(value, invocation);
  }
}
