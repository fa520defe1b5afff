/** What the simulator saw: requests, headers and violations of a wire's rules. */
@NullMarked
package dev.latchkey.simulator.traffic;

import org.jspecify.annotations.NullMarked;
