package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a tool wants to do; what is special to its kind is in the extension data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class PermissionRequest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String kind;
  private String toolCallId;
  private Boolean managedApprovalRequired;
  private Map<String, Object> extensionData;

  /** Creates a request with everything unset. */
  public PermissionRequest() {}

  /**
   * Converts the untyped request of an event: a map, a JSON tree or a request.
   *
   * @throws IllegalArgumentException if the value is not an object
   */
  public static PermissionRequest fromJsonValue(Object value) {
    return value instanceof PermissionRequest request
        ? request
        : JSON.convertValue(value, PermissionRequest.class);
  }

  /** Returns the kind, such as {@code shell}, {@code write} or {@code custom-tool}. */
  @JsonProperty("kind")
  public String getKind() {
    return kind;
  }

  /** Sets the kind. */
  @JsonProperty("kind")
  public void setKind(String kind) {
    this.kind = kind;
  }

  /** Returns the id of the tool call, or null when there is none. */
  @JsonProperty("toolCallId")
  public String getToolCallId() {
    return toolCallId;
  }

  /** Sets the id of the tool call. */
  @JsonProperty("toolCallId")
  public void setToolCallId(String toolCallId) {
    this.toolCallId = toolCallId;
  }

  /** Returns whether an organisation must approve, or null when unset. */
  @JsonProperty("managedApprovalRequired")
  public Boolean getManagedApprovalRequired() {
    return managedApprovalRequired;
  }

  /** Sets whether an organisation must approve. */
  public void setManagedApprovalRequired(Boolean managedApprovalRequired) {
    this.managedApprovalRequired = managedApprovalRequired;
  }

  /** Anything but a plain false asks for approval: unknown forms must not be waved through. */
  @JsonProperty("managedApprovalRequired")
  private void readManagedApproval(JsonNode value) {
    boolean absent = value == null || value.isNull();
    boolean required = absent || !value.isBoolean() || value.booleanValue();
    managedApprovalRequired = absent ? null : Boolean.valueOf(required);
  }

  /** Returns every other property, or null when there is none. */
  @JsonAnyGetter
  public Map<String, Object> getExtensionData() {
    return extensionData;
  }

  /** Replaces every other property. */
  public void setExtensionData(Map<String, Object> extensionData) {
    this.extensionData = extensionData;
  }

  @JsonAnySetter
  @SuppressWarnings("UnusedMethod") // called by Jackson
  private void extend(String name, Object value) {
    if (extensionData == null) {
      extensionData = new LinkedHashMap<>();
    }
    extensionData.put(name, value);
  }
}
