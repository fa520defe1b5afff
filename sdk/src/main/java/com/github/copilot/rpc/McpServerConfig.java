package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;

/** An MCP server that a session may use: a local program or a remote endpoint. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    defaultImpl = McpStdioServerConfig.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = McpStdioServerConfig.class, name = "stdio"),
  @JsonSubTypes.Type(value = McpStdioServerConfig.class, name = "local"),
  @JsonSubTypes.Type(value = McpHttpServerConfig.class, name = "http"),
  @JsonSubTypes.Type(value = McpHttpServerConfig.class, name = "sse")
})
public abstract class McpServerConfig {

  @JsonProperty("tools")
  private List<String> tools;

  @JsonProperty("timeout")
  private Integer timeout;

  /** Creates a configuration with everything unset. */
  public McpServerConfig() {}

  /** Returns the offered tools: empty for none, {@code *} for all, null when unset. */
  public List<String> getTools() {
    return tools == null ? null : Collections.unmodifiableList(tools);
  }

  /** Sets the offered tools: empty for none, {@code *} for all. */
  public McpServerConfig setTools(List<String> tools) {
    this.tools = tools;
    return this;
  }

  /** Returns how long a call may take, in milliseconds, or null when unset. */
  public Integer getTimeout() {
    return timeout;
  }

  /** Sets how long a call may take, in milliseconds. */
  public McpServerConfig setTimeout(Integer timeout) {
    this.timeout = timeout;
    return this;
  }
}
