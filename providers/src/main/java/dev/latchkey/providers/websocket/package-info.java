/**
 * WebSockets (RFC 6455) as a client sees them: blocking, on connections of our own. ADR 12 says why
 * Java's are not used.
 */
package dev.latchkey.providers.websocket;
