package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that goes with a message: a file by path or a blob by value. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = Attachment.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Attachment.class, name = "file"),
  @JsonSubTypes.Type(value = BlobAttachment.class, name = "blob")
})
public sealed interface MessageAttachment permits Attachment, BlobAttachment {

  /** Returns the kind of attachment as it is on the wire. */
  String getType();
}
