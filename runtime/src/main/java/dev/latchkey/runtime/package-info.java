/**
 * The agent engine: sessions, their journals, and the loop that runs a turn.
 *
 * <p>An {@link dev.latchkey.runtime.Engine} owns {@link dev.latchkey.runtime.Session}s. A session
 * is its journal: everything it is follows from the events it emitted. This package knows neither
 * JSON-RPC nor HTTP.
 */
package dev.latchkey.runtime;
