/** Writes an answer in the format of each wire. */
@NullMarked
package dev.latchkey.simulator.wire;

import org.jspecify.annotations.NullMarked;
