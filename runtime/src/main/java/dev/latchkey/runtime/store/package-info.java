/**
 * Where sessions are kept. A session is an append-only list of events, each one JSON document in
 * UTF-8; a store knows positions and bytes and leaves the meaning to its callers.
 */
package dev.latchkey.runtime.store;
