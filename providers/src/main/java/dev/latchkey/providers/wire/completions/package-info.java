/** The Chat Completions wire, in the many dialects that call themselves compatible. */
package dev.latchkey.providers.wire.completions;
