/**
 * JSON-RPC 2.0 between two equal peers: transports that move whole messages, and {@link
 * dev.latchkey.protocol.JsonRpcPeer}, which pairs requests with answers in both directions.
 *
 * <p>Nothing here binds records: messages are {@link com.fasterxml.jackson.databind.JsonNode} trees
 * or written straight to a generator, so that a server answers before data binding is loaded.
 */
@NullMarked
package dev.latchkey.protocol;

import org.jspecify.annotations.NullMarked;
