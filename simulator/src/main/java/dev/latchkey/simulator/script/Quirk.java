package dev.latchkey.simulator.script;

/** Something an OpenAI-compatible or Anthropic-compatible server refuses or insists on. */
public enum Quirk {
  /** Rejects {@code max_tokens} (newer OpenAI models want {@code max_completion_tokens}). */
  NO_MAX_TOKENS,
  /** Rejects {@code max_completion_tokens}. */
  NO_MAX_COMPLETION_TOKENS,
  /** Rejects the {@code developer} role. */
  NO_DEVELOPER_ROLE,
  /** Rejects the {@code system} role. */
  NO_SYSTEM_ROLE,
  /** Rejects {@code stream_options}. */
  NO_STREAM_OPTIONS,
  /** Rejects {@code store}. */
  NO_STORE,
  /** Rejects {@code parallel_tool_calls}. */
  NO_PARALLEL_TOOL_CALLS,
  /** Rejects {@code strict} in tools. */
  NO_STRICT_TOOLS,
  /** Rejects {@code temperature}. */
  NO_TEMPERATURE,
  /** Rejects {@code top_p}. */
  NO_TOP_P,
  /** Rejects {@code reasoning_effort}, {@code reasoning} and {@code thinking}. */
  NO_REASONING_OPTIONS,
  /** Rejects {@code reasoning_content} and {@code reasoning} in messages. */
  NO_REASONING_IN_MESSAGES,
  /** Rejects {@code include} and encrypted reasoning. */
  NO_INCLUDE,
  /** Rejects {@code prompt_cache_key}. */
  NO_PROMPT_CACHE_KEY,
  /** Rejects a schema for the answer, in whatever field the wire has for it. */
  NO_RESPONSE_FORMAT,
  /** Rejects {@code tool_choice}. */
  NO_TOOL_CHOICE,
  /** Rejects tools of type {@code custom}. */
  NO_CUSTOM_TOOLS,
  /** Rejects tools altogether, as vLLM does without its tool-choice option. */
  NO_TOOLS,
  /** Rejects an assistant message with content beside tool calls, as Mistral does. */
  NO_CONTENT_WITH_TOOL_CALLS,
  /** Rejects {@code content: null}. */
  NO_NULL_CONTENT,
  /** Rejects content given as an array of parts. */
  NO_CONTENT_PARTS,
  /** Rejects images. */
  NO_IMAGES,
  /** Rejects {@code cache_control}. */
  NO_CACHE_CONTROL,
  /** Rejects {@code stream: true}. */
  NO_STREAMING,
  /** Rejects top-level fields its wire does not define. */
  NO_UNKNOWN_FIELDS,
  /** Insists on {@code reasoning_content} in assistant messages with tool calls, as DeepSeek. */
  REASONING_REPLAY,
  /** Insists on {@code stream: true}. */
  STREAMING_ONLY
}
