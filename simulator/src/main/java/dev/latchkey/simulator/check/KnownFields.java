package dev.latchkey.simulator.check;

import dev.latchkey.simulator.traffic.RecordedRequest;
import dev.latchkey.simulator.traffic.Wire;
import java.util.Iterator;
import java.util.Set;

/** The top-level fields each wire defines in its public reference. */
final class KnownFields {
  private static final Set<String> COMPLETIONS =
      Set.of(
          "model",
          "messages",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "n",
          "stop",
          "seed",
          "user",
          "store",
          "metadata",
          "reasoning_effort",
          "response_format",
          "frequency_penalty",
          "presence_penalty",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "modalities",
          "audio",
          "prediction",
          "service_tier",
          "verbosity",
          "web_search_options",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "functions",
          "function_call");
  private static final Set<String> RESPONSES =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "stream",
          "stream_options",
          "max_output_tokens",
          "max_tool_calls",
          "temperature",
          "top_p",
          "top_logprobs",
          "reasoning",
          "text",
          "truncation",
          "include",
          "store",
          "metadata",
          "previous_response_id",
          "conversation",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_retention",
          "safety_identifier",
          "service_tier",
          "background",
          "user",
          "context_management");
  private static final Set<String> ANTHROPIC =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "system",
          "tools",
          "tool_choice",
          "thinking",
          "output_config",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "stream",
          "metadata",
          "service_tier",
          "container",
          "context_management",
          "mcp_servers",
          "cache_control");

  private KnownFields() {}

  static void check(RecordedRequest request) {
    Set<String> known = of(request.wire());
    for (Iterator<String> names = request.body().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Complaint.unsupported(name, "Unrecognized request argument supplied: " + name);
      }
    }
  }

  private static Set<String> of(Wire wire) {
    return switch (wire) {
      case COMPLETIONS -> COMPLETIONS;
      case RESPONSES -> RESPONSES;
      case ANTHROPIC -> ANTHROPIC;
      case NONE -> Set.of();
    };
  }
}
