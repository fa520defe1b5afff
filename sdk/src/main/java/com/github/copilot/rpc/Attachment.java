package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A file or directory that the runtime reads from its own disk.
 *
 * @param type "file" or another kind that names a path
 * @param path where it is
 * @param displayName the name shown to people; may be null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attachment(
    @JsonProperty("type") String type,
    @JsonProperty("path") String path,
    @JsonProperty("displayName") String displayName)
    implements MessageAttachment {

  @Override
  public String getType() {
    return type;
  }
}
