/** The rules a strict provider holds requests to, and the error bodies it answers with. */
@NullMarked
package dev.latchkey.simulator.check;

import org.jspecify.annotations.NullMarked;
