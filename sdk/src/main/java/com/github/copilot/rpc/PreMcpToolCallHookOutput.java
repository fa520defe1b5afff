package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Answer of a pre-MCP-tool-call hook: the metadata to send. Null metadata removes it and is sent as
 * such; a handler that returns no output keeps the metadata.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public class PreMcpToolCallHookOutput {

  private JsonNode metaToUse;

  /** Creates an answer that removes the metadata. */
  public PreMcpToolCallHookOutput() {}

  /** Returns the metadata to send; null removes it. */
  @JsonProperty("metaToUse")
  public JsonNode getMetaToUse() {
    return metaToUse;
  }

  /** Sets the metadata to send; null removes it. */
  public PreMcpToolCallHookOutput setMetaToUse(JsonNode metaToUse) {
    this.metaToUse = metaToUse;
    return this;
  }

  /** Returns an answer that replaces the metadata. */
  public static PreMcpToolCallHookOutput withMeta(JsonNode meta) {
    return new PreMcpToolCallHookOutput().setMetaToUse(meta);
  }

  /** Returns an answer that removes the metadata. */
  public static PreMcpToolCallHookOutput removeMeta() {
    return new PreMcpToolCallHookOutput();
  }
}
