package dev.latchkey.simulator.script;

/** A deviation from the clean form of an answer that some server in the wild shows. */
public enum Oddity {
  /** Lines end with CR LF. */
  CRLF,
  /** Lines end with CR alone. */
  CR_ONLY,
  /** A byte order mark opens the stream. */
  BYTE_ORDER_MARK,
  /** Comment lines between the events. */
  COMMENTS,
  /** {@code id:} and {@code retry:} fields in the events. */
  EXTRA_FIELDS,
  /** The JSON of an event is spread over several {@code data:} lines. */
  MULTI_LINE_DATA,
  /** {@code data:{…}} without the space. */
  NO_SPACE_AFTER_DATA,
  /** No {@code event:} lines on the wires that have them. */
  NO_EVENT_LINES,
  /** The stream ends without {@code [DONE]}, or without {@code message_stop} on Anthropic. */
  NO_DONE,
  /** The last event is not followed by a blank line. */
  NO_FINAL_NEWLINE,
  /** The first chunk has {@code choices: []}, as Azure's filter results do. */
  EMPTY_CHOICES_FIRST,
  /** Chunks without id, object and model. */
  BARE_CHUNKS,
  /** {@code content: null} beside tool calls and in the role chunk. */
  NULL_CONTENT,
  /** Content is an array of text parts instead of a string. */
  CONTENT_AS_PARTS,
  /** An empty {@code tool_calls} array in text chunks. */
  EMPTY_TOOL_CALLS,
  /** Tool calls without {@code index}. */
  NO_TOOL_INDEX,
  /** Every tool call has index 0. */
  ZERO_TOOL_INDEX,
  /** Tool calls without id. */
  NO_TOOL_ID,
  /** Tool calls without {@code type}. */
  NO_TOOL_TYPE,
  /** The id is repeated in every piece of a tool call. */
  REPEATED_TOOL_ID,
  /** Arguments are a JSON object instead of a string, in one piece. */
  OBJECT_ARGUMENTS,
  /** Tool calls without {@code arguments}. */
  NO_ARGUMENTS,
  /** The finish reason is the stop reason although tools are called. */
  STOP_WITH_TOOLS,
  /** Two choices, each with half of the parts. */
  TWO_CHOICES,
  /** Usage is never reported. */
  NO_USAGE,
  /** Usage so far in every chunk. */
  USAGE_EVERY_CHUNK,
  /** {@code usage: null} in every chunk but the last. */
  NULL_USAGE,
  /** The answer is one JSON document although a stream was asked for. */
  WHOLE_DESPITE_STREAM,
  /** The answer is a stream although none was asked for. */
  STREAM_DESPITE_WHOLE,
  /** The response names {@code application/json} although its body is a stream. */
  JSON_CONTENT_TYPE,
  /** The response names no content type. */
  NO_CONTENT_TYPE,
  /** The final Responses event carries no output items. */
  EMPTY_FINAL_OUTPUT,
  /** The connection is closed after the answer. */
  CLOSE_AFTERWARDS,
  /** Over a WebSocket: a ping before every event, which waits for the pong. */
  PINGS,
  /** The body ends with the connection instead of a length or chunks. */
  CLOSE_DELIMITED
}
