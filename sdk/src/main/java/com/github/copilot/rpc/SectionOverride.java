package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A change to one section of the system message. A transform wins over action and content: the
 * runtime then asks for the new text, and keeps the old one if the transform fails.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonAutoDetect(
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    setterVisibility = JsonAutoDetect.Visibility.NONE)
public class SectionOverride {

  private SectionOverrideAction action;
  private String content;
  private Function<String, CompletableFuture<String>> transform;

  /** Creates a change with everything unset. */
  public SectionOverride() {}

  /** Returns what to do with the section, or null when unset. */
  public SectionOverrideAction getAction() {
    return action;
  }

  /** Sets what to do with the section. */
  @JsonProperty("action")
  public SectionOverride setAction(SectionOverrideAction action) {
    this.action = action;
    return this;
  }

  /** Returns the text to use, or null when unset. */
  public String getContent() {
    return content;
  }

  /** Sets the text to use. */
  @JsonProperty("content")
  public SectionOverride setContent(String content) {
    this.content = content;
    return this;
  }

  /** Returns the function from old to new text, or null when unset. */
  public Function<String, CompletableFuture<String>> getTransform() {
    return transform;
  }

  /** Sets the function from old to new text; it stays in the client. */
  public SectionOverride setTransform(Function<String, CompletableFuture<String>> transform) {
    this.transform = transform;
    return this;
  }

  @JsonProperty("action")
  private SectionOverrideAction wireAction() {
    return transform == null ? action : SectionOverrideAction.TRANSFORM;
  }

  @JsonProperty("content")
  private String wireContent() {
    return transform == null ? content : null;
  }
}
