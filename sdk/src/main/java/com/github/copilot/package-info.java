/**
 * The Java API: a client starts or reaches a runtime, sessions talk to models through it.
 *
 * <p>Methods that talk to the runtime return futures. Handlers run on the client's executor, never
 * on the thread that reads from the runtime, so they may block and may call the client.
 */
@NullMarked
package com.github.copilot;

import org.jspecify.annotations.NullMarked;
