package dev.latchkey.providers.wire.completions;

/**
 * A tool call that a model wrote into its text.
 *
 * @param arguments the text of a JSON object
 */
record WrittenCall(String name, String arguments) {}
