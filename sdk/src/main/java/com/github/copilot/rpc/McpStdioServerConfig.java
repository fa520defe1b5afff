package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An MCP server that runs as a local program. */
public final class McpStdioServerConfig extends McpServerConfig {

  @JsonProperty("command")
  private String command;

  @JsonProperty("args")
  private List<String> args;

  @JsonProperty("env")
  private Map<String, String> env;

  @JsonProperty("workingDirectory")
  private String workingDirectory;

  /** Creates a configuration with everything unset. */
  public McpStdioServerConfig() {}

  /** Returns {@code stdio}. */
  @JsonProperty("type")
  public String getType() {
    return "stdio";
  }

  /** Returns the program, or null when unset. */
  public String getCommand() {
    return command;
  }

  /** Sets the program. */
  public McpStdioServerConfig setCommand(String command) {
    this.command = command;
    return this;
  }

  /** Returns the arguments, or null when unset. */
  public List<String> getArgs() {
    return args == null ? null : Collections.unmodifiableList(args);
  }

  /** Sets the arguments. */
  public McpStdioServerConfig setArgs(List<String> args) {
    this.args = args;
    return this;
  }

  /** Returns the environment variables, or null when unset. */
  public Map<String, String> getEnv() {
    return env == null ? null : Collections.unmodifiableMap(env);
  }

  /** Sets environment variables. */
  public McpStdioServerConfig setEnv(Map<String, String> env) {
    this.env = env;
    return this;
  }

  /** Returns the directory the program starts in, or null when unset. */
  public String getWorkingDirectory() {
    return workingDirectory;
  }

  /** Sets the directory the program starts in. */
  public McpStdioServerConfig setWorkingDirectory(String workingDirectory) {
    this.workingDirectory = workingDirectory;
    return this;
  }

  @Override
  public McpStdioServerConfig setTools(List<String> tools) {
    super.setTools(tools);
    return this;
  }

  @Override
  public McpStdioServerConfig setTimeout(Integer timeout) {
    super.setTimeout(timeout);
    return this;
  }
}
