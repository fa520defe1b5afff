/** Session events as JSON: type names, timestamps and a writer that needs no reflection. */
@org.jspecify.annotations.NullMarked
package dev.latchkey.protocol.events;
