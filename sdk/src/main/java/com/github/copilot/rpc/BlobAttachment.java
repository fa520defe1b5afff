package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Bytes that go with a message, for example a pasted image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class BlobAttachment implements MessageAttachment {

  @JsonProperty("data")
  private String data;

  @JsonProperty("mimeType")
  private String mimeType;

  @JsonProperty("displayName")
  private String displayName;

  /** Creates an attachment with everything unset. */
  public BlobAttachment() {}

  @Override
  @JsonProperty("type")
  public String getType() {
    return "blob";
  }

  /** Returns the bytes in base64. */
  public String getData() {
    return data;
  }

  /** Sets the bytes in base64. */
  public BlobAttachment setData(String data) {
    this.data = data;
    return this;
  }

  /** Returns the media type, such as {@code image/png}. */
  public String getMimeType() {
    return mimeType;
  }

  /** Sets the media type, such as {@code image/png}. */
  public BlobAttachment setMimeType(String mimeType) {
    this.mimeType = mimeType;
    return this;
  }

  /** Returns the name shown to people, or null when unset. */
  public String getDisplayName() {
    return displayName;
  }

  /** Sets the name shown to people. */
  public BlobAttachment setDisplayName(String displayName) {
    this.displayName = displayName;
    return this;
  }
}
