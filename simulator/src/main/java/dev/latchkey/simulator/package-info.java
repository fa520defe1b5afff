/** Fake model providers on real sockets: start one, script it, look at what it was asked. */
@NullMarked
package dev.latchkey.simulator;

import org.jspecify.annotations.NullMarked;
