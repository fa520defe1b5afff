package com.github.copilot.rpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A tool result with more than text; components other than the first two may be null.
 *
 * @param resultType {@code success}, {@code error}, {@code failure}, {@code rejected} or {@code
 *     denied}
 * @param textResultForLlm what the model reads
 * @param binaryResultsForLlm images and other bytes for the model
 * @param error what went wrong
 * @param sessionLog a longer text for the session's log
 * @param toolTelemetry measurements of the tool
 * @param toolReferences names of tools that the result refers to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToolResultObject(
    @JsonProperty("resultType") String resultType,
    @JsonProperty("textResultForLlm") String textResultForLlm,
    @JsonProperty("binaryResultsForLlm") List<ToolBinaryResult> binaryResultsForLlm,
    @JsonProperty("error") String error,
    @JsonProperty("sessionLog") String sessionLog,
    @JsonProperty("toolTelemetry") Map<String, Object> toolTelemetry,
    @JsonProperty("toolReferences") List<String> toolReferences) {

  /** Creates a result without tool references. */
  public ToolResultObject(
      String resultType,
      String textResultForLlm,
      List<ToolBinaryResult> binaryResultsForLlm,
      String error,
      String sessionLog,
      Map<String, Object> toolTelemetry) {
    this(resultType, textResultForLlm, binaryResultsForLlm, error, sessionLog, toolTelemetry, null);
  }

  /** Returns a success. */
  public static ToolResultObject success(String textResultForLlm) {
    return of("success", textResultForLlm, null);
  }

  /** Returns an error without text for the model. */
  public static ToolResultObject error(String error) {
    return of("error", null, error);
  }

  /** Returns an error with text for the model. */
  public static ToolResultObject error(String textResultForLlm, String error) {
    return of("error", textResultForLlm, error);
  }

  /** Returns a failure with text for the model. */
  public static ToolResultObject failure(String textResultForLlm, String error) {
    return of("failure", textResultForLlm, error);
  }

  private static ToolResultObject of(String type, String text, String error) {
    return new ToolResultObject(type, text, null, error, null, null, null);
  }
}
