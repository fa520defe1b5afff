/**
 * The server: connections, tables of methods, fan-out of events, and the error map.
 *
 * <p>Method tables are {@code switch}es over names, one class per area. A lambda behind a case is
 * linked when it is first used, so that a hundred methods cost nothing at start-up.
 */
@NullMarked
package dev.latchkey.server;

import org.jspecify.annotations.NullMarked;
