/** How a runtime is found, started and reached; not part of the public API. */
@NullMarked
package dev.latchkey.sdk;

import org.jspecify.annotations.NullMarked;
