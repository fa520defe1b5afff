package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.copilot.generated.rpc.PermissionDecisionContext;
import java.util.List;

/** The decision on a permission request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonAutoDetect(
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class PermissionRequestResult {

  @JsonProperty("kind")
  private String kind;

  @JsonProperty("rules")
  private List<Object> rules;

  @JsonProperty("feedback")
  private String feedback;

  private PermissionDecisionContext decisionContext;

  /** Creates a decision with everything unset. */
  public PermissionRequestResult() {}

  /** Returns the decision to allow this one use. */
  public static PermissionRequestResult approveOnce() {
    return new PermissionRequestResult().setKind(PermissionRequestResultKind.APPROVED);
  }

  /** Returns a refusal; feedback for the model may be null and then ends the turn. */
  public static PermissionRequestResult reject(String feedback) {
    return new PermissionRequestResult()
        .setKind(PermissionRequestResultKind.REJECTED)
        .setFeedback(feedback);
  }

  /** Returns the answer that nobody could be asked. */
  public static PermissionRequestResult userNotAvailable() {
    return new PermissionRequestResult().setKind(PermissionRequestResultKind.USER_NOT_AVAILABLE);
  }

  /** Returns no decision: the request stays open for another client. */
  public static PermissionRequestResult noResult() {
    return new PermissionRequestResult().setKind(PermissionRequestResultKind.NO_RESULT);
  }

  /** Returns the kind of decision as it is on the wire. */
  public String getKind() {
    return kind;
  }

  /** Sets the kind of decision. */
  public PermissionRequestResult setKind(PermissionRequestResultKind kind) {
    this.kind = kind == null ? null : kind.getValue();
    return this;
  }

  /** Sets the kind of decision as it is on the wire. */
  public PermissionRequestResult setKind(String kind) {
    this.kind = kind;
    return this;
  }

  /** Returns the rules that come with the decision, or null when unset. */
  public List<Object> getRules() {
    return rules;
  }

  /** Sets the rules that come with the decision. */
  public PermissionRequestResult setRules(List<Object> rules) {
    this.rules = rules;
    return this;
  }

  /** Returns the words for the model, or null when unset. */
  public String getFeedback() {
    return feedback;
  }

  /** Sets the words for the model. */
  public PermissionRequestResult setFeedback(String feedback) {
    this.feedback = feedback;
    return this;
  }

  /** Returns how the decision was made, or null when unset; it is sent next to the decision. */
  public PermissionDecisionContext getDecisionContext() {
    return decisionContext;
  }

  /** Sets how the decision was made. */
  public PermissionRequestResult setDecisionContext(PermissionDecisionContext decisionContext) {
    this.decisionContext = decisionContext;
    return this;
  }
}
