package dev.latchkey.providers.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.providers.ModelException;
import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.wire.ErrorClasses;
import dev.latchkey.providers.wire.ReportedError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals as servers word them, and the first thing to try. */
class LessonsTest {
  private static String firstOf(String body) {
    ModelException failure = ErrorClasses.of(ReportedError.ofBody(body), 400, null);
    ModelException whole = failure.with(failure.failure().with().body(body).build());
    for (Complaint complaint : Complaint.in(whole)) {
      List<Lesson> lessons = Lessons.from(complaint, Quirks.DEFAULT);
      if (!lessons.isEmpty()) {
        return lessons.getFirst().toString();
      }
    }
    return "nothing";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}|outputCap="max_completion_tokens"
          {"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.","param":"temperature","code":"unsupported_value"}}|omit=["temperature"]
          {"error":{"message":"Unsupported value: 'messages[0].role' does not support 'developer' with this model.","param":"messages[0].role"}}|systemRole="developer"
          {"error":{"message":"Unrecognized request argument supplied: stream_options","type":"invalid_request_error"}}|streamUsage=false
          {"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted","input":false}]}|omit=["store"]
          {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","parallel_tool_calls"],"msg":"Extra inputs are not permitted"}]}}|omit=["parallel_tool_calls"]
          {"error":"json: unknown field \\"reasoning_effort\\""}|omit=["reasoning_effort"]
          Failed to deserialize the JSON body: unknown field `store`, expected one of `model`, `messages`|omit=["store"]
          [{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"store\\": Cannot find field.","status":"INVALID_ARGUMENT"}}]|omit=["store"]
          {"type":"error","error":{"type":"invalid_request_error","message":"messages.0.content.0.cache_control: Extra inputs are not permitted"}}|promptCaching=false
          {"type":"error","error":{"type":"invalid_request_error","message":"tools.0.custom.strict: Extra inputs are not permitted"}}|omit=["tools.strict"]
          {"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens for m"}}|outputLimit=8192
          {"error":{"message":"max_tokens is too large: 99999. This model supports at most 16384 completion tokens, whereas you provided 99999.","param":"max_tokens","code":"invalid_value"}}|outputLimit=16384
          {"error":{"message":"'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]"}}|replayReasoning=false
          {"error":{"message":"property 'messages.1.reasoning_content' is unsupported"}}|replayReasoning=false
          {"error":{"message":"Missing `reasoning_content` field in the assistant message at message index 1."}}|requireReasoning=true
          {"object":"error","message":"Assistant message must have either content or tool_calls, but not both.","type":"invalid_request_error"}|contentWithCalls=false
          {"error":{"message":"System role not supported"}}|systemRole="user"
          {"error":{"message":"This model only supports stream mode, please enable the stream parameter."}}|alwaysStream=true
          {"error":{"message":"temperature must be between 0 and 2","param":"temperature"}}|nothing
          {"error":{"message":"Invalid schema for function 'f'","param":"tools[0].function.parameters"}}|nothing
          {"error":{"message":"m does not support tools"}}|nothing
          {"error":{"message":"Unsupported parameter: 'messages'","param":"messages"}}|nothing
          """)
  void findsTheFieldHoweverItIsWritten(String body, String lesson) {
    assertThat(firstOf(body)).isEqualTo(lesson);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          This model's maximum context length is 128000 tokens. However, you requested 130,112 tokens|128000
          prompt is too long: 210000 tokens > 200000 maximum|200000
          the request exceeds the available context size (n_ctx=4096)|4096
          The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).|1048576
          maximum context length of 32,768 tokens|32768
          too long|0
          """)
  void readsTheWindowFromTheWords(String words, int tokens) {
    assertThat(ContextWords.window(words).orElse(0)).isEqualTo(tokens);
  }

  @Test
  void anyTextIsReadWithoutTrouble() {
    for (String odd :
        List.of("", "''", "[[[[", "unknown parameter: ", "{\"detail\":[{\"loc\":[]}]}")) {
      assertThat(firstOf(odd)).as(odd).isEqualTo("nothing");
    }
  }
}
