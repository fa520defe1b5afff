/** How an SDK finds and enters a runtime in its own process. */
@NullMarked
package dev.latchkey.protocol.host;

import org.jspecify.annotations.NullMarked;
