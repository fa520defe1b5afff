package com.github.copilot.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.copilot.CopilotExperimental;
import com.github.copilot.rpc.ToolDefinition;
import java.util.List;

/**
 * Knows the tools of a class. The annotation processor makes one per class, named like the class
 * with {@code $$CopilotToolMeta} behind it.
 *
 * @param <T> the class whose methods are tools
 */
@CopilotExperimental
public interface CopilotToolMetadataProvider<T> {

  /** Returns the tools of an object; the mapper converts arguments and results. */
  List<ToolDefinition> definitions(T instance, ObjectMapper mapper);
}
