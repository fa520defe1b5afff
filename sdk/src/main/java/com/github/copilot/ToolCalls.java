package com.github.copilot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.copilot.generated.rpc.CurrentToolMetadata;
import com.github.copilot.rpc.ToolDefinition;
import com.github.copilot.rpc.ToolInvocation;
import com.github.copilot.rpc.ToolResultObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the client's tools. */
final class ToolCalls {

  /** The one tool that is told which tools there are. */
  private static final String TOOL_SEARCH = "tool_search_tool";

  private ToolCalls() {}

  /** Runs a tool and waits; whatever it throws goes on. */
  static ToolResultObject run(CopilotSession session, ToolDefinition tool, JsonNode call)
      throws Exception {
    ToolInvocation invocation =
        new ToolInvocation()
            .setSessionId(session.getSessionId())
            .setToolCallId(Wire.text(call, "toolCallId"))
            .setToolName(tool.name())
            .setArguments(call.get("arguments"));
    if (tool.name().equals(TOOL_SEARCH)) {
      invocation.setAvailableTools(available(session));
    }
    return result(Futures.await(tool.handler().invoke(invocation)));
  }

  private static List<CurrentToolMetadata> available(CopilotSession session) throws Exception {
    JsonNode answer =
        Futures.await(
            session
                .connection()
                .call("session.tools.getCurrentMetadata", Wire.params(session.getSessionId())));
    List<CurrentToolMetadata> tools = new ArrayList<>();
    if (answer != null) {
      for (JsonNode tool : answer.path("tools")) {
        CurrentToolMetadata metadata = Wire.read(tool, CurrentToolMetadata.class);
        if (metadata != null) {
          tools.add(metadata);
        }
      }
    }
    return tools;
  }

  private static ToolResultObject result(@Nullable Object value) throws JsonProcessingException {
    if (value instanceof ToolResultObject object) {
      return object;
    }
    return ToolResultObject.success(
        value instanceof String text ? text : Values.MAPPER.writeValueAsString(value));
  }

  /** Loaded with the first result that is an object. */
  private static final class Values {
    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
  }
}
