/**
 * What the model gets to see: the journal rendered into a conversation, the system message, and how
 * much of the context window both take.
 */
package dev.latchkey.runtime.context;
