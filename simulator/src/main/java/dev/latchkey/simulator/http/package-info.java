/** A small HTTP/1.1 server that can also misbehave on purpose. */
@NullMarked
package dev.latchkey.simulator.http;

import org.jspecify.annotations.NullMarked;
