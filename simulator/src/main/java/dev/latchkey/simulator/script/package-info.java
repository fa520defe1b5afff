/** What the simulator shall answer: replies, their parts, pace and oddities, faults and scripts. */
@NullMarked
package dev.latchkey.simulator.script;

import org.jspecify.annotations.NullMarked;
