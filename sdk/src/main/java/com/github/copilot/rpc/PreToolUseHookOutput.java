package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Answer of a pre-tool-use hook; every component may be null.
 *
 * @param permissionDecision {@code allow}, {@code deny} or {@code ask}
 * @param permissionDecisionReason the reason of the decision
 * @param modifiedArgs the arguments to use instead
 * @param additionalContext text that is added for the model
 * @param suppressOutput whether the output is kept from the user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PreToolUseHookOutput(
    @JsonProperty("permissionDecision") String permissionDecision,
    @JsonProperty("permissionDecisionReason") String permissionDecisionReason,
    @JsonProperty("modifiedArgs") JsonNode modifiedArgs,
    @JsonProperty("additionalContext") String additionalContext,
    @JsonProperty("suppressOutput") Boolean suppressOutput) {

  /** Returns an answer that allows the call without asking. */
  public static PreToolUseHookOutput allow() {
    return decision("allow", null);
  }

  /** Returns an answer that refuses the call. */
  public static PreToolUseHookOutput deny() {
    return decision("deny", null);
  }

  /** Returns an answer that refuses the call for a reason. */
  public static PreToolUseHookOutput deny(String reason) {
    return decision("deny", reason);
  }

  /** Returns an answer that leaves the decision to the permission handler. */
  public static PreToolUseHookOutput ask() {
    return decision("ask", null);
  }

  /** Returns an answer that decides and replaces the arguments. */
  public static PreToolUseHookOutput withModifiedArgs(
      String permissionDecision, JsonNode modifiedArgs) {
    return new PreToolUseHookOutput(permissionDecision, null, modifiedArgs, null, null);
  }

  private static PreToolUseHookOutput decision(String decision, String reason) {
    return new PreToolUseHookOutput(decision, reason, null, null, null);
  }
}
