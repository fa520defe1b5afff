/** From a request on a connection to the reply that is played on it. */
@NullMarked
package dev.latchkey.simulator.serve;

import org.jspecify.annotations.NullMarked;
