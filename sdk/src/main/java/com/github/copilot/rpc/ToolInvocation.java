package com.github.copilot.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.generated.rpc.CurrentToolMetadata;
import java.util.List;
import java.util.Map;

/** One call of a tool by the model. */
public final class ToolInvocation {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String sessionId;
  private String toolCallId;
  private String toolName;
  private JsonNode arguments;
  private List<CurrentToolMetadata> availableTools;

  /** Creates an invocation with everything unset. */
  public ToolInvocation() {}

  /** Returns the id of the session. */
  public String getSessionId() {
    return sessionId;
  }

  /** Sets the id of the session. */
  public ToolInvocation setSessionId(String sessionId) {
    this.sessionId = sessionId;
    return this;
  }

  /** Returns the id of the call. */
  public String getToolCallId() {
    return toolCallId;
  }

  /** Sets the id of the call. */
  public ToolInvocation setToolCallId(String toolCallId) {
    this.toolCallId = toolCallId;
    return this;
  }

  /** Returns the name of the tool. */
  public String getToolName() {
    return toolName;
  }

  /** Sets the name of the tool. */
  public ToolInvocation setToolName(String toolName) {
    this.toolName = toolName;
    return this;
  }

  /** Returns the arguments, or null when the call has none. */
  public Map<String, Object> getArguments() {
    return absent() ? null : JSON.convertValue(arguments, new TypeReference<>() {});
  }

  /**
   * Converts the arguments to a type, for example a record.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  public <T> T getArgumentsAs(Class<T> type) {
    try {
      return JSON.convertValue(arguments, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Failed to deserialize arguments as " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** Sets the arguments. */
  public ToolInvocation setArguments(JsonNode arguments) {
    this.arguments = arguments;
    return this;
  }

  /** Returns the tools of the session; only the tool {@code tool_search_tool} gets them. */
  public List<CurrentToolMetadata> getAvailableTools() {
    return availableTools;
  }

  /** Sets the tools of the session. */
  public ToolInvocation setAvailableTools(List<CurrentToolMetadata> availableTools) {
    this.availableTools = availableTools;
    return this;
  }

  JsonNode argument(String name) {
    return absent() ? null : arguments.get(name);
  }

  private boolean absent() {
    return arguments == null || arguments.isNull() || arguments.isMissingNode();
  }
}
